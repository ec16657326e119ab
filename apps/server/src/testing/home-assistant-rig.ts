import type { Deed, KioskCommand } from '@relevo/core/kiosk'
import type { Report } from '@relevo/core/protocol'
import { pino } from 'pino'
import type { Bus } from '../fleet/bus.ts'
import type { ReachedKiosk } from '../fleet/kiosks/reach.ts'
import { createBell } from '../fleet/live/bell.ts'
import { showToHomeAssistant } from '../home-assistant/home-assistant.ts'
import { createBroker } from '../mqtt/broker.ts'
import { type DeploymentRig, deploymentRig } from './deployment-rig.ts'
import { type HomeAssistant, homeAssistant } from './home-assistant.ts'
import { OPEN_DOOR } from './open-door.ts'

/** A fleet that is shown to a Home Assistant over the embedded broker, in a time that the test pushes. */
export interface HomeAssistantRig {
  deployments: DeploymentRig
  home: HomeAssistant
  /** The kiosk apps, by their tablets. */
  kiosks: Map<string, ReachedKiosk>
  /** Why somebody has to go to a tablet. */
  hands: Map<string, string>
  /** What kiosk apps were told. */
  sent: { tablet: string; command: KioskCommand; actor: string | undefined }[]
  /** A tablet says what it does. */
  report(tablet: string, more?: Partial<Report>): Promise<void>
  /** Let time pass, half a second each, until something is so. */
  until(isSo: () => boolean): Promise<void>
  /** Let so many milliseconds pass. */
  pass(ms: number): Promise<void>
  /** Show the fleet; a second time as after a restart. */
  show(): void
  /** Show it no longer, as at a stop; or, without a word, as after `kill -9`. */
  hide(how?: 'killed'): Promise<void>
  remove(): Promise<void>
}

const TOKEN = 'home-assistant-rig'
/** A tablet is offline after two of these, ms. */
const POLL = 300_000

/** @param busOf has the fleet shown over another bus than the embedded broker's own */
export async function homeAssistantRig({
  url,
  busOf = (bus) => bus,
}: {
  url?: string
  busOf?: (bus: Bus) => Bus
} = {}): Promise<HomeAssistantRig> {
  const deployments = await deploymentRig()
  const { clock } = deployments
  const broker = await createBroker({ token: TOKEN, prefix: 'intercom', door: OPEN_DOOR }, pino({ level: 'silent' }))
  const port = await broker.listen(0, '127.0.0.1')
  const home = await homeAssistant(url ?? `mqtt://127.0.0.1:${port}`, {
    protocolVersion: 4,
    username: 'relevo',
    password: TOKEN,
  })
  let stop: (() => Promise<void>) | undefined
  let life = { isOver: false }
  const bell = createBell()

  const breathe = async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
  const rig: HomeAssistantRig = {
    deployments,
    home,
    kiosks: new Map(),
    hands: new Map(),
    sent: [],
    async report(tablet, more = {}) {
      await deployments.fleet.checkIn({ tablet, release: 'r1', phase: 'current', ...more }, undefined, undefined)
      bell.ring(['tablets'])
    },
    async until(isSo) {
      for (let turn = 0; turn < 2_000; turn++) {
        await breathe()
        if (isSo()) return
        clock.push(500)
      }
      throw new Error(`it never came to be: ${isSo}`)
    },
    async pass(ms) {
      for (let passed = 0; passed < ms; passed += 500) {
        await breathe()
        clock.push(500)
      }
      await breathe()
    },
    show() {
      const mine = { isOver: false }
      life = mine
      const bus = busOf(broker.bus)
      stop = showToHomeAssistant(
        {
          // A process that was killed says nothing more.
          bus: { ...bus, publish: async (message) => (mine.isOver ? undefined : bus.publish(message)) },
          fleet: deployments.fleet,
          kiosks: {
            of: (tablet) => rig.kiosks.get(tablet),
            send: async (tablet, command, actor) => void rig.sent.push({ tablet, command, actor }),
          },
          needsHands: (tablet) => rig.hands.get(tablet),
          bell,
          world: {
            now: () => clock.now(),
            wait: (until, signal) => clock.wait(until, signal),
            warn: (message) => deployments.warnings.push(message),
          },
        },
        {
          prefix: 'intercom',
          discovery: 'homeassistant',
          version: '0.1.0',
          home: 'https://relevo.example',
          poll: POLL,
        },
      )
    },
    async hide(how) {
      life.isOver = how === 'killed'
      await stop?.()
      stop = undefined
    },
    async remove() {
      await rig.hide()
      await home.stop()
      await broker.close()
      await deployments.remove()
    },
  }
  return rig
}

/** A WallPanel Pro that can be told all of these. */
export function kioskThatCan(...deeds: Deed[]): ReachedKiosk {
  return { id: 'k1', app: 'wallpanel-pro', confidence: 'said', can: new Set(deeds) }
}
