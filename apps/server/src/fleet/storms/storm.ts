import { comeAgain, USUAL_RATE } from './come-again.ts'
import { COMERS, type Comer, isFull, longestWait } from './comer.ts'

/** Does more come than can be served? Times are milliseconds of a clock that is never set. */
export type Storm =
  | {
      phase: 'calm'
      /** How many came since a turn of the event loop in which nobody had waited long. */
      came: number
    }
  | {
      phase: 'storm'
      since: number
      /** When the present turn of the loop began. */
      turn: number
      /** How many are let in per second, as far as that was found out. */
      rate: number
      /** How many may still come in, whatever those wait who are in line. */
      left: number
      /** How many came in since the turn began. */
      letIn: number
      /** Until when those who were told to come later would be served, one after the other. */
      booked: number
      lastRefused: number
      /** Until when somebody is awaited who was told to come again. */
      awaited: number
      /** The longest that somebody waited, ms. */
      worst: number
      refused: Record<Comer, number>
    }

export type StormEvent =
  | { is: 'turn'; at: number /** So long has waited who is next, ms, or so late the loop is. */; late: number }
  | {
      is: 'comer'
      at: number
      comer: Comer
      /** So long has waited who is next, ms. */
      waits: number
      /** Of its kind, without it. */
      underWay: number
      /** Of those, from its address. */
      ofOne: number
      /** From 0 to 1. */
      chance: number
    }

export type StormEffect =
  | { do: 'refuse' /** Seconds. */; after: number }
  | { do: 'begin' }
  | { do: 'end'; passed: PassedStorm }

/** What a storm was. */
export interface PassedStorm {
  /** ms that it lasted, until the last one was told to come later. */
  lasted: number
  /** The longest that somebody waited, ms. */
  worst: number
  /** How many were told to come later; who came too early again counts again. */
  refused: Record<Comer, number>
}

/** What came to be called a storm: how long somebody may wait for their turn, ms; with 0 there is never one. */
export interface StormRules {
  late: number
}

/** It is no storm while fewer than this came: a large answer, a slow disk, another program on the processor. */
const CROWD = 100
/** It is over when so long nobody was refused, and nobody is awaited any more who was told to come again, ms. */
const QUIET = 10_000
/** Who comes is let in at this rate at least, per second, so that everybody gets in at last. */
const SLOWEST = 100
/** What was not used of that is used up within this, ms. */
const SAVED = 100
/** The rate at which they are let in is that of about so long, ms. */
const REMEMBERED = 1_000

export const CALM: Storm = { phase: 'calm', came: 0 }

/**
 * Decides who comes in when more come than can be served. How long they wait who are in line tells what the server can do. Pure.
 *
 * 1. So many of each kind may be under way at once, and of one address no more than leaves room for others.
 * 2. Whoever comes anew is let in while nobody has waited longer than `late` for their turn.
 * 3. Whoever goes on with what they came for is let in until that is four times as long: half a release is of no use.
 * 4. A hundred a second are let in however long it takes, so that everybody gets in at last.
 * 5. Where fewer than a hundred came, the wait is none of their doing, and it is no storm.
 * 6. Whoever is not let in is told when to come, and drawn by lot over the time that it takes to serve them all.
 * 7. It is over when nobody was refused for ten seconds, and nobody is awaited any more.
 *
 * @example step(CALM, { is: 'turn', at: 20, late: 0 }, { late: 250 }).state // { phase: 'calm', came: 0 }
 */
export function step(state: Storm, event: StormEvent, rules: StormRules): { state: Storm; effects: StormEffect[] } {
  if (event.is === 'turn') return state.phase === 'calm' ? calmTurn(state, event, rules) : stormTurn(state, event)
  const { at, comer, waits } = event
  const hasNoPlace = isFull(comer, event.underWay, event.ofOne)
  const isLong = waits > longestWait(comer, rules.late)
  if (state.phase === 'calm') {
    const came = state.came + 1
    const isStorm = isLong && came >= CROWD
    if (rules.late === 0 || (!isStorm && !hasNoPlace)) return { state: { ...state, came }, effects: [] }
    const { state: begun, effects } = refuse(stormAt(at, waits), event)
    return { state: begun, effects: [{ do: 'begin' }, ...effects] }
  }
  if (hasNoPlace || (isLong && state.left < 1)) return refuse(state, event)
  const left = isLong ? state.left - 1 : state.left
  return { state: { ...state, left, letIn: state.letIn + 1 }, effects: [] }
}

type Turn = Extract<StormEvent, { is: 'turn' }>
type Arrival = Extract<StormEvent, { is: 'comer' }>
type Calm = Extract<Storm, { phase: 'calm' }>
type Raging = Extract<Storm, { phase: 'storm' }>

function calmTurn(state: Calm, { late }: Turn, rules: StormRules): { state: Storm; effects: StormEffect[] } {
  return { state: late < rules.late ? CALM : state, effects: [] }
}

function stormTurn(state: Raging, { at, late }: Turn): { state: Storm; effects: StormEffect[] } {
  if (at > Math.max(state.lastRefused, state.awaited) + QUIET) {
    const { since, lastRefused, worst, refused } = state
    return { state: CALM, effects: [{ do: 'end', passed: { lasted: lastRefused - since, worst, refused } }] }
  }
  const took = Math.max(1, at - state.turn)
  // Only while somebody is refused are as many let in as can be.
  const share = state.lastRefused > state.turn ? Math.min(1, took / REMEMBERED) : 0
  const rate = Math.max(SLOWEST, state.rate + share * ((1_000 * state.letIn) / took - state.rate))
  const left = Math.min(state.left + (SLOWEST * took) / 1_000, (SLOWEST * SAVED) / 1_000)
  return { state: { ...state, turn: at, rate, left, letIn: 0, worst: Math.max(state.worst, late) }, effects: [] }
}

function stormAt(at: number, worst: number): Raging {
  const refused = Object.fromEntries(COMERS.map((comer) => [comer, 0])) as Record<Comer, number>
  const now = { since: at, turn: at, booked: at, lastRefused: at, awaited: at }
  return { phase: 'storm', ...now, rate: USUAL_RATE, left: 0, letIn: 0, worst, refused }
}

function refuse(state: Raging, { at, comer, chance }: Arrival): { state: Storm; effects: StormEffect[] } {
  const { booked, after } = comeAgain({ at, booked: state.booked, rate: state.rate, chance })
  const refused = { ...state.refused, [comer]: state.refused[comer] + 1 }
  const awaited = Math.max(state.awaited, at + 1_000 * after)
  return { state: { ...state, booked, lastRefused: at, awaited, refused }, effects: [{ do: 'refuse', after }] }
}
