import { RelevoError } from '@relevo/core/errors'
import {
  appsThatCan,
  displayUrl,
  type KioskCommand,
  mqttMessages,
  restRequests,
  type Way,
  whyNot,
} from '@relevo/core/kiosk'
import { isThere, type Kiosk, waysOf } from './kiosk.ts'
import { kioskEvent } from './kiosk-event.ts'
import type { KioskLedger } from './ledger.ts'
import type { KioskWires, RestTarget, Seal } from './ports.ts'

/** Tell kiosk apps to do something. */
export interface Teller {
  /**
   * Send one command: its line of the log is on disk before, and says what is about to be sent; one that could not be sent
   * has another. That it was sent says nothing about its effect: no app tells.
   *
   * @returns the way it went
   * @throws RelevoError `kiosk-cannot`, `kiosk-unreachable`
   */
  tell(kiosk: Kiosk, command: KioskCommand, actor?: string): Promise<Way>
  /** Where its requests go, with its secret; `undefined` when it takes none. @throws RelevoError `kiosk-unreachable` */
  targetOf(kiosk: Kiosk): RestTarget | undefined
}

export function createTeller({
  ledger,
  wires,
  seal,
  now,
}: {
  ledger: KioskLedger
  wires: KioskWires
  seal: Pick<Seal, 'open'>
  now(): number
}): Teller {
  const targetOf = ({ id, app, restUrl, secret }: Kiosk): RestTarget | undefined => {
    if (restUrl === undefined) return undefined
    if (secret === undefined) return { app, url: restUrl }
    const open = seal.open(secret, id)
    if (open === undefined) throw new RelevoError('kiosk-unreachable', `${id}: its secret cannot be read; set it again`)
    return { app, url: restUrl, secret: open }
  }

  /** Send, and keep in the log that it could not be sent. That line waits for the next write when the disk does not take it. */
  const sent = async (
    kiosk: Kiosk,
    send: () => Promise<void>,
    words: Record<string, string | number>,
    actor?: string,
  ) => {
    try {
      await send()
    } catch (error) {
      const why = error instanceof RelevoError ? error.code : 'internal'
      ledger.note(kioskEvent('kiosk-command-failed', kiosk.id, now(), { ...words, why }, actor))
      await ledger.flush().catch(() => undefined)
      throw error
    }
  }

  const overMqtt = async (kiosk: Kiosk, command: KioskCommand) => {
    if (!kiosk.place) return
    try {
      for (const message of mqttMessages(kiosk.app, kiosk.place, command)) await wires.publish(message)
    } catch (cause) {
      throw new RelevoError('kiosk-unreachable', `${kiosk.id}: the broker does not take the command`, { cause })
    }
  }

  const overRest = async (kiosk: Kiosk, command: KioskCommand) => {
    const target = targetOf(kiosk)
    if (target) for (const request of restRequests(kiosk.app, command)) await wires.call(target, request)
  }

  return {
    targetOf,
    async tell(kiosk, command, actor) {
      const ways = possibleWays(kiosk, command.do)
      const there = isThere(kiosk, now())
      const way = chosenWay(ways, there)
      if (way === undefined) {
        throw new RelevoError('kiosk-unreachable', `${kiosk.id}: its app is not connected to the broker`)
      }
      // One whose secret cannot be read is not about to be sent.
      if (way === 'rest') targetOf(kiosk)
      const words = { ...toldOf(kiosk, command), way }
      await ledger.change((draft) => draft.note(kioskEvent('kiosk-commanded', kiosk.id, now(), words, actor)))
      const send = way === 'mqtt' ? overMqtt : overRest
      await sent(kiosk, () => send(kiosk, command), words, actor)
      return way
    },
  }
}

/** @throws RelevoError `kiosk-cannot`, which says why, and which app could */
function possibleWays(kiosk: Kiosk, deed: KioskCommand['do']): Way[] {
  const { id, app } = kiosk
  const ways = waysOf(kiosk)
  const possible = ways.filter((way) => whyNot(app, way, deed) === undefined)
  if (possible.length > 0) return possible
  const others = appsThatCan(deed)
  if (others.includes(app)) {
    const missing = ways.includes('mqtt') ? 'has no REST address' : 'has neither a base topic nor a REST address'
    throw new RelevoError('kiosk-cannot', `${deed}: ${id} (${app}) ${missing} that it could be told by`)
  }
  const why = whyNot(app, ways[0] ?? 'mqtt', deed)
  throw new RelevoError('kiosk-cannot', `${deed}: ${app} cannot, ${why}; ${others.join(', ')} can`)
}

/**
 * MQTT when the app is there: its line is open already. Else by REST, which at least answers. An app of which nothing was heard is
 * tried.
 */
function chosenWay(ways: readonly Way[], isThere: boolean | undefined): Way | undefined {
  if (ways.includes('mqtt') && isThere === true) return 'mqtt'
  if (ways.includes('rest')) return 'rest'
  return isThere === false ? undefined : 'mqtt'
}

/** What the log keeps of a command: scripts may be long, and addresses may hold secrets. */
function toldOf({ link }: Kiosk, command: KioskCommand) {
  return {
    do: command.do,
    ...(link && { tablet: link.tablet }),
    ...(command.do === 'url' && { url: displayUrl(command.url).slice(0, 200) }),
    ...(command.do === 'wake' && { seconds: command.seconds }),
    ...(command.do === 'eval' && { characters: command.script.length }),
  }
}
