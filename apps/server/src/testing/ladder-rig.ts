import { RelevoError } from '@relevo/core/errors'
import { DEEDS } from '@relevo/core/kiosk'
import type { Report } from '@relevo/core/protocol'
import { createFleet, type FleetParts } from '../fleet/create-fleet.ts'
import type { Deployment } from '../fleet/deployments/deployment.ts'
import type { Probe } from '../fleet/deployments/ports.ts'
import type { Fleet } from '../fleet/fleet.ts'
import type { ReachedKiosk } from '../fleet/kiosks/reach.ts'
import type { LadderSettings } from '../fleet/ladder/ladder-parts.ts'
import { createLadders, type Ladders } from '../fleet/ladder/ladders.ts'
import type { LadderStore } from '../fleet/ladder/ports.ts'
import { createServedCheck } from '../fleet/ladder/served-check.ts'
import { openStore } from '../store/sqlite-store.ts'
import { RULES as ENVIRONMENT, release } from './deployment-rig.ts'
import { PushedClock } from './pushed-clock.ts'

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE

export const SETTINGS: LadderSettings = { after: 15 * MINUTE, perDay: 12, poll: 5 * MINUTE }

/** A page on a wall: it reports every minute, while it lives, whatever release it runs. */
interface RigPage {
  release: string
  report?: Partial<Report>
  isSilent?: boolean
}

/** Ladders over a real fleet and a real database, with pages and kiosk apps that do what the test says, while time is pushed. */
export interface LadderRig {
  fleet: Fleet
  ladders: Ladders
  clock: PushedClock
  pages: Map<string, RigPage>
  kiosks: Map<string, Partial<ReachedKiosk>>
  /** Tablets whose page is there and has not signed in. */
  strangers: Set<string>
  /** Tablets that have a credential. */
  enrolled: Set<string>
  /** What was sent, such as `lobby-1 wake`. */
  sent: string[]
  /** What is said of the app's address and its targets. */
  served: Partial<Probe> | Promise<Partial<Probe>>
  /** What becomes of a command. */
  onCommand: (tablet: string, deed: string) => Promise<void> | void
  /** What happens while something is being written. */
  onSave: () => Promise<void> | void
  /** What becomes of the next writes; `lost`: it reaches the disk, and nobody hears of it. */
  fault: 'none' | 'refused' | 'lost'
  warnings: string[]
  deploy(version: string): Promise<Deployment>
  /** Let time pass: pages report every minute, ladders do what is due. */
  pass(time: number): Promise<void>
  /** End this process's fleet where it stands, and start another over the same data. */
  killAndRestart(settings?: LadderSettings | 'off'): Promise<void>
  /** What the log says of ladders, such as `rung hint lobby-1`. */
  log(): Promise<string[]>
  remove(): Promise<void>
}

export async function ladderRig(first: LadderSettings = SETTINGS): Promise<LadderRig> {
  const store = await openStore(':memory:')
  const clock = new PushedClock()
  let ids = 0
  let settings: LadderSettings | undefined = first
  /** Until when the loop waits; `undefined` while it is at work. */
  let waitsUntil: number | undefined
  let stops: (() => Promise<void>)[] = []

  const faulty: LadderStore = {
    ...store.ladders,
    async save(...save) {
      await rig.onSave()
      if (rig.fault === 'refused') throw new Error('the disk is full')
      await store.ladders.save(...save)
      if (rig.fault === 'lost') throw new Error('the answer was lost')
    },
  }

  const start = async () => {
    let isDead = false
    waitsUntil = undefined
    const world = {
      now: () => clock.now(),
      wait: (until: number, signal: AbortSignal) => clock.wait(until, signal),
      newId: () => `d${++ids}`,
      warn: (message: string) => void rig.warnings.push(message),
    }
    const wait = async (until: number, signal: AbortSignal) => {
      if (isDead) return new Promise<void>(() => undefined)
      waitsUntil = until
      await clock.wait(until, signal)
      waitsUntil = undefined
    }
    const prober: FleetParts['prober'] = {
      probe: async ({ must }) => ({
        target: 'x',
        must,
        verdict: 'healthy',
        latency: 1,
        at: clock.now(),
        ...(await rig.served),
      }),
    }
    const hints: FleetParts['hints'] = {
      send: async () => undefined,
      async nudge(hinted) {
        for (const { tablet, version } of hinted) rig.sent.push(`${tablet} hint ${version}`)
      },
    }
    let ladders: Ladders | undefined
    const targetsOf = () => [{ hosted: true, must: true } as const]
    const fleet = await createFleet(
      {
        store,
        assignments: store.assignments,
        deployments: store.deployments,
        groups: store.groups,
        files: { sizes: async () => new Map() },
        hints: { ...hints, nudge: async () => undefined },
        statuses: { clear: async () => undefined },
        deployerOf: () => ({
          prepare: async () => undefined,
          deploy: async () => undefined,
          rollBack: async () => undefined,
        }),
        targetsOf,
        prober,
        guard: { isGuarded: () => false, dropTablet: async () => false },
        directiveFor: (tablet) => ladders?.directiveFor(tablet),
        world,
      },
      { keep: 5, environments: { production: { ...ENVIRONMENT, health: { ...ENVIRONMENT.health, delay: 0 } } } },
    )
    ladders = await createLadders(
      {
        store: faulty,
        fleet,
        kiosks: {
          of(tablet) {
            const kiosk = rig.kiosks.get(tablet)
            const usual = { id: `k-${tablet}`, app: 'wallpanel-pro', confidence: 'said', can: new Set(DEEDS) } as const
            return kiosk && { ...usual, isOnline: true, ...kiosk }
          },
          async send(tablet, command) {
            if (isDead) return new Promise(() => undefined)
            rig.sent.push(`${tablet} ${command.do}${command.do === 'url' ? ` ${command.url}` : ''}`)
            await rig.onCommand(tablet, command.do)
          },
        },
        hints,
        isServed: createServedCheck({ prober, targetsOf, addressOf: () => 'http://panel.local/', world }),
        access: {
          isEnrolled: (tablet) => rig.enrolled.has(tablet),
          codeFor: async (tablet) => (rig.enrolled.has(tablet) ? 'K7QM-2XDP' : undefined),
        },
        isStranger: (tablet) => rig.strangers.has(tablet),
        addressOf: () => undefined,
        world: { ...world, wait },
      },
      settings,
    )
    await fleet.deployments.takeUp()
    rig.fleet = fleet
    rig.ladders = ladders
    ladders.start()
    const mine = ladders
    stops = [
      async () => {
        isDead = true
        await fleet.deployments.stop()
        void mine.stop()
      },
    ]
    await atRest()
  }
  const atRest = async () => {
    do await new Promise((resolve) => setImmediate(resolve))
    while (settings && waitsUntil === undefined)
  }

  const report = async () => {
    for (const [tablet, { release: runs, isSilent, report: said }] of rig.pages)
      if (!isSilent) await rig.fleet.checkIn({ tablet, release: runs, phase: 'current', ...said }, undefined, undefined)
  }

  const rig: LadderRig = {
    fleet: undefined as never,
    ladders: undefined as never,
    clock,
    pages: new Map(),
    kiosks: new Map(),
    strangers: new Set(),
    enrolled: new Set(),
    sent: [],
    served: {},
    onCommand: () => undefined,
    onSave: () => undefined,
    fault: 'none',
    warnings: [],
    async deploy(version) {
      const { deployment } = await rig.fleet.deployments.request({
        environment: 'production',
        version,
        trigger: 'api',
        force: false,
        retry: false,
        supersede: true,
      })
      for (;;) {
        const now = await rig.fleet.deployments.get(deployment.id)
        if (now.state.phase === 'success') return now
        clock.push(10)
        await atRest()
      }
    },
    async pass(time) {
      await atRest()
      for (const end = clock.now() + time; clock.now() < end; ) {
        const now = clock.now()
        const minute = Math.floor(now / MINUTE + 1) * MINUTE
        clock.push(Math.max(1, Math.min(end, minute, waitsUntil ?? end) - now))
        if (clock.now() === minute) await report()
        await atRest()
      }
    },
    async killAndRestart(changed) {
      if (changed) settings = changed === 'off' ? undefined : changed
      for (const stop of stops) await stop()
      rig.fault = 'none'
      await start()
    },
    async log() {
      const { events } = await store.events({ limit: 1_000 })
      return events
        .filter(({ type }) => type.startsWith('ladder-'))
        .map(({ type, subject, data }) =>
          [type.replace('ladder-', ''), subject.id, data.rung, data.try, data.reason, data.do]
            .filter((word) => word !== undefined)
            .join(' '),
        )
    },
    async remove() {
      for (const stop of stops) await stop()
      await store.close()
    },
  }
  for (const version of ['r1', 'r2', 'r3'])
    await store.addRelease(release(version), {
      at: 0,
      type: 'release-published',
      subject: { kind: 'release', id: version },
      data: {},
    })
  clock.push(20 * MINUTE)
  await start()
  return rig
}

/** What a command fails with. */
export function refusal(code: 'kiosk-unreachable' | 'kiosk-cannot'): RelevoError {
  return new RelevoError(code)
}
