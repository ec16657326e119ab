import { type AlertEvent, type Patience, step } from '@relevo/core/alerts'
import type { Alert, Finding, Lane } from './alert.ts'

/** What is said of an alert whose rule is gone. */
const RETIRED: Pick<Finding, 'text' | 'advice'> = {
  text: 'This rule was switched off, or its environment is no longer set up.',
  advice: 'Nothing.',
}

/**
 * A lane after an event: its state, and the alert that belongs to it. Pure.
 *
 * @param found what was measured, with a look that measured something
 * @param newId names an alert that begins
 * @returns the very same lane when the event means nothing to it, and nothing new was measured
 */
export function afterStep(
  lane: Lane,
  event: AlertEvent,
  { patience, found, newId }: { patience: Patience; found?: Finding | undefined; newId(): string },
): Lane {
  const state = step(lane.state, event, patience)
  if (state === lane.state) return lane
  const { rule, environment, alert: last } = lane
  if (state.phase !== 'firing' && state.phase !== 'resolved') return { ...lane, state }
  const { since, firedAt, acknowledged } = state
  const isSame = lane.state.phase === 'firing' || state.phase === 'resolved'
  const kept = isSame ? last : undefined
  const reading = found ?? kept?.reading
  if (!reading) return { ...lane, state } // never so: an alert begins with a look that found something
  const alert: Alert = {
    id: kept?.id ?? newId(),
    rule,
    environment,
    since,
    firedAt,
    ...(state.phase === 'resolved' && { resolvedAt: state.resolvedAt }),
    ...(acknowledged && { acknowledged }),
    reading: state.phase === 'resolved' && state.retired ? { ...reading, ...RETIRED } : reading,
  }
  return { ...lane, state, alert }
}
