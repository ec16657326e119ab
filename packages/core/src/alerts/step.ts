import { ALL_WELL, type AlertState, isSilenced } from './alert-state.ts'
import type { Patience } from './patience.ts'
import type { AlertVerdict } from './reading.ts'

/** What happens to an alert. */
export type AlertEvent =
  | { type: 'looked'; verdict: AlertVerdict; at: number }
  | { type: 'acknowledged'; by: string; note?: string; at: number }
  | { type: 'silenced'; until: number; at: number }
  | { type: 'unsilenced'; at: number }
  /** The rule was switched off, or its environment is no longer set up. */
  | { type: 'retired'; at: number }

/**
 * Most milliseconds that lie between two looks and still count as seen: what was the case while the server slept or was off,
 * nobody knows.
 */
const LONGEST_GAP = 60_000

/** A silence that ends within so many milliseconds of the one in force is the same one, asked for twice. */
const SAME_END = 10_000

/**
 * The rules of an alert: the [A] rules of SPEC.md from [A11] on. Pure. An event that means nothing gives back the very same state.
 *
 * @example step({ phase: 'ok' }, { type: 'looked', verdict: 'firing', at: 5 }, { hold: 0, calm: 300_000 }).phase // 'firing'
 */
export function step(state: AlertState, event: AlertEvent, patience: Patience): AlertState {
  switch (event.type) {
    case 'looked':
      return told(looked(state, event, patience), event, patience)
    case 'acknowledged': {
      if (state.phase !== 'firing' || state.acknowledged) return state
      const { by, note, at } = event
      return { ...state, acknowledged: { at, by, ...(note !== undefined && { note }) } }
    }
    case 'silenced': {
      const isSame = isSilenced(state, event.at) && Math.abs((state.silencedUntil ?? 0) - event.until) < SAME_END
      return isSame || event.until <= event.at ? state : { ...state, silencedUntil: event.until }
    }
    case 'unsilenced':
      return isSilenced(state, event.at) ? loud(state) : state
    case 'retired':
      if (state.phase === 'pending') return allWell(state)
      return state.phase === 'firing' ? { ...resolved(state, event.at), retired: true } : state
  }
}

function looked(
  state: AlertState,
  { verdict, at }: AlertEvent & { type: 'looked' },
  { hold, calm }: Patience,
): AlertState {
  switch (state.phase) {
    case 'ok':
    case 'resolved': {
      if (verdict !== 'firing') return state
      const { silencedUntil } = state
      const pending = { phase: 'pending', since: at, held: 0, lookedAt: at, ...beside(silencedUntil) } as const
      return hold === 0 ? fired(pending, at) : pending
    }
    case 'pending': {
      if (verdict === 'unknown') return { ...state, lookedAt: at }
      if (verdict !== 'firing') return allWell(state)
      const held = state.held + seen(state.lookedAt, at)
      return held >= hold ? fired(state, at) : { ...state, held, lookedAt: at }
    }
    case 'firing': {
      const { well: before, ...same } = state
      if (verdict === 'firing') return { ...same, lookedAt: at }
      if (verdict === 'unknown') return { ...state, lookedAt: at }
      const well = before === undefined ? 0 : before + seen(state.lookedAt, at)
      return well >= calm ? resolved(state, at) : { ...state, well, lookedAt: at }
    }
  }
}

/** Who is told when: once when it fires or its silence ends, and again where reminders are wanted and nobody cares for it yet. */
function told(state: AlertState, { verdict, at }: AlertEvent & { type: 'looked' }, { remind }: Patience): AlertState {
  if (state.phase !== 'firing' || verdict !== 'firing') return state
  if (isSilenced(state, at) || state.acknowledged) return state
  const { toldAt } = state
  // Of a time that is still to come, the clock was set back.
  const isDue = toldAt === undefined || (remind !== undefined && (at - toldAt >= remind || at < toldAt))
  return isDue ? { ...state, toldAt: at } : state
}

/** The milliseconds between two looks, as far as they count. A clock that was set back adds nothing. */
function seen(lookedAt: number, at: number): number {
  return Math.min(LONGEST_GAP, Math.max(0, at - lookedAt))
}

function fired({ since, silencedUntil }: AlertState & { phase: 'pending' }, at: number): AlertState {
  return { phase: 'firing', since, firedAt: at, lookedAt: at, ...beside(silencedUntil) }
}

function resolved(state: AlertState & { phase: 'firing' }, at: number): AlertState & { phase: 'resolved' } {
  const { well: _, lookedAt: __, ...kept } = state
  return { ...kept, phase: 'resolved', resolvedAt: at }
}

function allWell({ silencedUntil }: AlertState): AlertState {
  return silencedUntil === undefined ? ALL_WELL : { ...ALL_WELL, silencedUntil }
}

function loud(state: AlertState): AlertState {
  const { silencedUntil: _, ...rest } = state
  return rest
}

function beside(silencedUntil: number | undefined): { silencedUntil?: number } {
  return silencedUntil === undefined ? {} : { silencedUntil }
}
