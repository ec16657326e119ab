import { lastSeenOf, reasonOf } from './hands.ts'
import type { Climb, Climbing, LadderState, Wait } from './ladder-state.ts'
import { GAP, KIOSK_PATIENCE, type LadderRules, recent, roomAt, timeToShow } from './patience.ts'
import { isNoticed, type Message, messagesOf, nextRung, type Rung } from './rung.ts'
import type { Sight } from './sight.ts'

/** What comes of an event: one message at most, to be sent when the state is stored. */
export interface LadderStep {
  state: LadderState
  effects: readonly Message[]
}

/** What is known when somebody looks. `since`: since when the tablet has looked the same and not right. */
export interface Look {
  at: number
  sight: Sight
  since?: number | undefined
}

/**
 * Climb the next rung that there is, or say what it waits for, or that a person is needed. Pure.
 *
 * @param spent when rungs were climbed
 * @param before how it waits already
 */
export function climbOn(
  climb: Climb,
  spent: readonly number[],
  look: Look,
  rules: LadderRules,
  before?: Climbing & { phase: 'waiting' },
): LadderStep {
  const { at, sight } = look
  const rung = nextRung(climb, sight)
  if (rung === undefined) return only(atTheEnd(climb, spent, look, before))
  const room = roomAt(spent, rules, at)
  // What did not help as often as it may within a day is nothing to go on with the next day.
  if (room > at && climb.climbed > 0) return only(needHands(climb, spent, look, 'budget-spent'))
  const wait = waitFor(rung, room, look)
  const tries = rung === climb.rung ? climb.tries : 0
  if (wait) {
    const isSame = before?.for === wait.for && before.until === wait.until && before.rung === rung
    return only(isSame ? before : { ...climb, rung, tries, phase: 'waiting', ...wait, spent })
  }
  const { refused: _, ...way } = climb
  const climbed = { ...way, rung, tries: tries + 1, last: rung, lastAt: at, climbed: climb.climbed + 1 }
  return send(climbed, [...recent(spent, at), at], 0, look, rules)
}

function waitFor(rung: Rung, room: number, { at, sight }: Look): { for: Wait; until?: number } | undefined {
  if (room > at) return { for: 'budget', until: room }
  const { quietUntil, isServed, isCrowded } = sight
  if (isNoticed(rung) && quietUntil !== undefined && quietUntil > at) return { for: 'quiet', until: quietUntil }
  if (isNoticed(rung) && isServed === false) return { for: 'release' }
  return isCrowded ? { for: 'turn' } : undefined
}

/** A kiosk app that is away may come back, for a while; then it is somebody's turn to look why it does not. */
function atTheEnd(
  climb: Climb,
  spent: readonly number[],
  look: Look,
  before: (Climbing & { phase: 'waiting' }) | undefined,
): LadderState {
  if (look.sight.kiosk?.isOnline !== false) return needHands(climb, spent, look)
  const until = look.at + KIOSK_PATIENCE
  if (before?.for !== 'kiosk') return { ...climb, phase: 'waiting', for: 'kiosk', until, spent }
  return isOver(before.until ?? until, look.at, KIOSK_PATIENCE) ? needHands(climb, spent, look) : before
}

function needHands(
  climb: Climb,
  spent: readonly number[],
  { at, sight }: Look,
  reason = reasonOf(climb, sight),
): LadderState {
  return { ...climb, phase: 'needs-hands', reason, at, seen: lastSeenOf(sight), spent }
}

/** Send one message of a rung; with the last of them the page is given its time. */
export function send(
  climb: Climb,
  spent: readonly number[],
  index: number,
  { at, sight }: Look,
  { poll }: LadderRules,
): LadderStep {
  const messages = messagesOf(climb.rung, sight)
  const message = messages[index]
  const isLast = index + 1 >= messages.length
  const state: LadderState = isLast
    ? { ...climb, phase: 'verifying', until: at + timeToShow(climb.rung, poll), spent }
    : { ...climb, phase: 'sending', next: index + 1, until: at + GAP, spent }
  return { state, effects: message ? [message] : [] }
}

/** Is a wait over? One that is longer than it can be, because the clock was set back, is. */
export function isOver(until: number, at: number, longest: number): boolean {
  return at >= until || until - at > longest
}

export function only(state: LadderState): LadderStep {
  return { state, effects: [] }
}
