import { comeAgain } from './come-again.ts'
import { COMERS, type Comer, isFull } from './comer.ts'

/** Does more come than can be served? Times are milliseconds of a clock that is never set. */
export type Storm =
  | {
      phase: 'calm'
      /** When a turn of the event loop was last on time. */
      onTime: number
      /** How many came since. */
      came: number
    }
  | {
      phase: 'storm'
      since: number
      /** When the present turn of the loop began. */
      turn: number
      /** How many are let in per second. */
      rate: number
      /** How many may still come in during this turn. */
      left: number
      /** How many came in during this turn. */
      letIn: number
      /** Until when those who were told to come later would be served, one after the other. */
      booked: number
      lastRefused: number
      /** Until when somebody is awaited who was told to come again. */
      awaited: number
      /** The latest that a turn was, ms. */
      worst: number
      refused: Record<Comer, number>
    }

export type StormEvent =
  | { is: 'turn'; at: number /** So late did this turn of the loop begin, ms. */; late: number }
  | {
      is: 'comer'
      at: number
      comer: Comer
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
  /** The latest that a turn of the loop was, ms. */
  worst: number
  /** How many were told to come later; who came too early again counts again. */
  refused: Record<Comer, number>
}

/** What came to be called a storm: how late a turn of the loop may be, ms; with 0 there is never one. */
export interface StormRules {
  late: number
}

/** Late for less than this, ms, is a hiccup: a large answer, a slow disk. */
const HICCUP = 250
/** Nor is it a storm while fewer than this came. */
const CROWD = 100
/** It is over when so long nobody was refused, and nobody is awaited any more who was told to come again, ms. */
const QUIET = 10_000
/** Who comes is let in at this rate at least, per second, so that everybody gets in at last. */
const SLOWEST = 100
/** After a turn that was late the rate is so much of what that turn took. */
const SLOWER = 0.8
/** After one that was on time it is so much more. */
const FASTER = 1.03
/** Fewer than this in a turn are not why it was late: another program has the processor, say. */
const TELLING = 20
/** What was not used of the rate is used up within this, ms. */
const SAVED = 100

export const CALM: Storm = { phase: 'calm', onTime: 0, came: 0 }

/**
 * Decides who comes in when more come than can be served. How late the event loop is tells what the server can do: all that
 * waits, waits for its turn. In calm weather everybody comes in. When the loop has been late for a while, and a crowd is why,
 * as many are let in as it has proven to serve, and a little less or more after each turn that was late or was not. It lets
 * go by itself. Pure.
 *
 * @example step(CALM, { is: 'turn', at: 20, late: 0 }, { late: 100 }).state // { phase: 'calm', onTime: 20, came: 0 }
 */
export function step(state: Storm, event: StormEvent, rules: StormRules): { state: Storm; effects: StormEffect[] } {
  if (event.is === 'turn')
    return state.phase === 'calm' ? calmTurn(state, event, rules) : stormTurn(state, event, rules)
  const { at, comer } = event
  const hasNoPlace = isFull(comer, event.underWay, event.ofOne)
  if (state.phase === 'calm') {
    const came = state.came + 1
    const behind = at - state.onTime
    const isStorm = behind > HICCUP && came >= CROWD
    if (rules.late === 0 || (!isStorm && !hasNoPlace)) return { state: { ...state, came }, effects: [] }
    const rate = isStorm ? Math.max(SLOWEST, (SLOWER * 1_000 * came) / behind) : Number.POSITIVE_INFINITY
    const { state: begun, effects } = refuse(stormAt(at, rate), event)
    return { state: begun, effects: [{ do: 'begin' }, ...effects] }
  }
  if (state.left < 1 || hasNoPlace) return refuse(state, event)
  return { state: { ...state, left: state.left - 1, letIn: state.letIn + 1 }, effects: [] }
}

type Turn = Extract<StormEvent, { is: 'turn' }>
type Arrival = Extract<StormEvent, { is: 'comer' }>
type Calm = Extract<Storm, { phase: 'calm' }>
type Raging = Extract<Storm, { phase: 'storm' }>

function calmTurn(state: Calm, { at, late }: Turn, rules: StormRules): { state: Storm; effects: StormEffect[] } {
  return { state: late < rules.late ? { phase: 'calm', onTime: at, came: 0 } : state, effects: [] }
}

function stormTurn(state: Raging, { at, late }: Turn, rules: StormRules): { state: Storm; effects: StormEffect[] } {
  if (at > Math.max(state.lastRefused, state.awaited) + QUIET) {
    const { since, lastRefused, worst, refused } = state
    const passed = { lasted: lastRefused - since, worst, refused }
    return { state: { phase: 'calm', onTime: at, came: 0 }, effects: [{ do: 'end', passed }] }
  }
  const took = Math.max(1, at - state.turn)
  const isLate = late >= rules.late
  const proven = Math.min(state.rate, (1_000 * state.letIn) / took)
  const isTheirs = state.letIn >= TELLING
  const rate = !isLate ? state.rate * FASTER : isTheirs ? Math.max(SLOWEST, SLOWER * proven) : state.rate
  const left = Math.min(state.left + (rate * took) / 1_000, (rate * SAVED) / 1_000)
  return { state: { ...state, turn: at, rate, left, letIn: 0, worst: Math.max(state.worst, late) }, effects: [] }
}

function stormAt(at: number, rate: number): Raging {
  const refused = Object.fromEntries(COMERS.map((comer) => [comer, 0])) as Record<Comer, number>
  const left = rate === Number.POSITIVE_INFINITY ? rate : 0
  const now = { since: at, turn: at, booked: at, lastRefused: at, awaited: at }
  return { phase: 'storm', ...now, rate, left, letIn: 0, worst: 0, refused }
}

function refuse(state: Raging, { at, comer, chance }: Arrival): { state: Storm; effects: StormEffect[] } {
  const { booked, after } = comeAgain({ at, booked: state.booked, rate: state.rate, chance })
  const refused = { ...state.refused, [comer]: state.refused[comer] + 1 }
  const awaited = Math.max(state.awaited, at + 1_000 * after)
  return { state: { ...state, booked, lastRefused: at, awaited, refused }, effects: [{ do: 'refuse', after }] }
}
