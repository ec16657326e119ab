import { ALL_WELL, type AlertEvent, type AlertRule, type AlertState, patienceOf } from '@relevo/core/alerts'
import { createTurns } from '../in-turn.ts'
import { afterStep } from './after-step.ts'
import type { Finding, Lane } from './alert.ts'
import type { AlertParts, AlertRules } from './alert-parts.ts'
import { linesOf } from './log-lines.ts'

/** An event for one lane, and what was measured with it. */
export interface Happening {
  rule: AlertRule
  environment: string
  event: AlertEvent
  found?: Finding
}

/** Every rule in every environment: in memory, with everything that matters on disk first. */
export interface Lanes {
  of(rule: AlertRule, environment: string): Lane
  all(): Lane[]
  /**
   * Let a person's wish happen to one; resolves when it is on disk.
   *
   * @param about the alert that is meant: an acknowledgement of one that is over must not be taken for the one after it
   */
  apply(happening: Happening, about: { actor: string; alert: string }): Promise<void>
  /** Let a look happen to all: one transaction for whatever changed, and none when nothing that matters did. */
  applyAll(happenings: readonly Happening[]): Promise<void>
}

/**
 * How long a state that only got older may be in memory only, ms. So much of the time that a rule has held is lost at most
 * when the server is killed.
 */
const KEEP_EVERY = 300_000

/** Read where every rule stood. */
export async function createLanes(
  { store, world }: AlertParts,
  { settings, poll, remind }: AlertRules,
): Promise<Lanes> {
  const inTurn = createTurns()
  const keyOf = (rule: AlertRule, environment: string) => `${rule} ${environment}`
  const lanes = new Map((await store.lanes()).map((lane) => [keyOf(lane.rule, lane.environment), lane]))
  const keptAt = new Map<string, number>()

  const of = (rule: AlertRule, environment: string): Lane =>
    lanes.get(keyOf(rule, environment)) ?? { rule, environment, state: ALL_WELL }

  let isInDoubt = false
  /** A write that failed may have reached the disk all the same: what is there is what happened. */
  const believe = async () => {
    for (const lane of await store.lanes()) {
      const { rule, environment, state } = lane
      if (isNews(of(rule, environment).state, state)) lanes.set(keyOf(rule, environment), lane)
    }
  }

  const put = async (happenings: readonly Happening[], actor?: string) => {
    if (isInDoubt) await believe()
    isInDoubt = true
    const now = world.now()
    const changed = happenings.flatMap(({ rule, environment, event, found }) => {
      const before = of(rule, environment)
      const patience = patienceOf(rule, settings, poll, remind)
      const after = afterStep(before, event, { patience, found, newId: world.newId })
      return after === before ? [] : [{ key: keyOf(rule, environment), before, after }]
    })
    const events = changed.flatMap(({ before, after }) => linesOf(before, after, now, actor))
    const isOld = (key: string) => Math.abs(now - (keptAt.get(key) ?? Number.NEGATIVE_INFINITY)) >= KEEP_EVERY
    const worth = changed.filter(({ key, before, after }) => isNews(before.state, after.state) || isOld(key))
    const kept = worth.map(({ after }) => after)
    if (kept.length > 0) await store.save(kept, events)
    // Only now: what could not be kept has not happened, and is found anew by the next look.
    for (const { key, after } of changed) lanes.set(key, after)
    for (const { key } of worth) keptAt.set(key, now)
    isInDoubt = false
  }

  return {
    of,
    all: () => [...lanes.values()],
    apply: (happening, { actor, alert }) =>
      inTurn(async () => {
        const { rule, environment, event } = happening
        if (event.type === 'acknowledged' && of(rule, environment).alert?.id !== alert) return
        await put([happening], actor)
      }),
    applyAll: (happenings) => inTurn(() => put(happenings)),
  }
}

/** Did more change than the time that went by? */
function isNews(before: AlertState, after: AlertState): boolean {
  if (before.phase !== after.phase || before.silencedUntil !== after.silencedUntil) return true
  if (before.phase !== 'firing' || after.phase !== 'firing') return false
  return before.toldAt !== after.toldAt || before.acknowledged !== after.acknowledged
}
