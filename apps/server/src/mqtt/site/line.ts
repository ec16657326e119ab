/** Versions of MQTT that the site's broker may speak. */
export type Protocol = '5' | '3.1.1'

/** Why a try to connect, or a connection, came to its end. */
export interface Trouble {
  /** In plain words, for a person: no address, no secret. */
  reason: string
  /** It may be that the broker does not speak this version of MQTT. */
  isAboutProtocol: boolean
}

/** The line to the site's broker. */
export type Line =
  | { phase: 'waiting'; tries: number; until: number; trouble?: Trouble }
  | { phase: 'connecting'; tries: number; protocol: Protocol; trouble?: Trouble }
  | { phase: 'up'; protocol: Protocol; since: number }
  | { phase: 'stopped' }

export type LineEvent = { at: number } & (
  | { is: 'woken' }
  | { is: 'opened' }
  /** The try, or the connection, is over. `chance` is from 0 to 1. */
  | { is: 'closed'; trouble: Trouble; chance: number }
  | { is: 'stopped' }
)

export type LineEffect =
  | { do: 'open'; protocol: Protocol }
  | { do: 'wake'; at: number }
  | { do: 'close' }
  /** What waits for an answer of the broker gets none. */
  | { do: 'give-up' }

const LEAST = 1_000
const MOST = 30_000

/** A line that has not been tried yet. */
export function newLine(at: number): Line {
  return { phase: 'waiting', tries: 0, until: at }
}

/**
 * One step. A broker that refuses MQTT 5 is spoken to in 3.1.1 at once; every new connection begins with 5 again, since a
 * broker that was away may have come back as a newer one. Whatever else is wrong, also a wrong password, is tried again for
 * ever: people put it right on the other side.
 *
 * @param wanted `auto`: 5, then 3.1.1
 */
export function step(
  line: Line,
  event: LineEvent,
  wanted: 'auto' | Protocol,
): { line: Line; effects: readonly LineEffect[] } {
  if (line.phase === 'stopped') return { line, effects: [] }
  switch (event.is) {
    case 'stopped':
      return { line: { phase: 'stopped' }, effects: [{ do: 'close' }, { do: 'give-up' }] }
    case 'woken': {
      if (line.phase !== 'waiting' || event.at < line.until) return { line, effects: [] }
      return connecting(line.tries, wanted === 'auto' ? '5' : wanted, line.trouble)
    }
    case 'opened':
      if (line.phase !== 'connecting') return { line, effects: [] }
      return { line: { phase: 'up', protocol: line.protocol, since: event.at }, effects: [] }
    case 'closed': {
      const { trouble, at, chance } = event
      if (line.phase === 'waiting') return { line, effects: [] }
      if (line.phase === 'connecting' && line.protocol === '5' && wanted === 'auto' && trouble.isAboutProtocol)
        return connecting(line.tries, '3.1.1', trouble)
      const tries = line.phase === 'up' ? 0 : line.tries + 1
      const until = at + pauseAfter(tries, chance)
      return {
        line: { phase: 'waiting', tries, until, trouble },
        effects: [{ do: 'give-up' }, { do: 'wake', at: until }],
      }
    }
  }
}

function connecting(tries: number, protocol: Protocol, trouble: Trouble | undefined) {
  const line: Line = { phase: 'connecting', tries, protocol, ...(trouble && { trouble }) }
  return { line, effects: [{ do: 'open', protocol } as const] }
}

/** 1 s, doubled up to 30 s, and half of it by chance, so that many who lost the same broker do not come back in one moment. */
function pauseAfter(tries: number, chance: number): number {
  return Math.min(LEAST * 2 ** tries, MOST) * (0.5 + chance / 2)
}

/** Why the broker is not there, in plain words. */
export function whyAway(line: Line): string | undefined {
  if (line.phase === 'waiting' || line.phase === 'connecting') return line.trouble?.reason
  return line.phase === 'stopped' ? 'this server stops' : undefined
}
