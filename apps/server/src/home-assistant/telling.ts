import { deviceConfig, type House, type Standing, standingOf } from './device-config.ts'
import { factsOf } from './facts.ts'
import type { Portrait } from './portrait.ts'
import { updateState } from './update-state.ts'

/**
 * What Home Assistant was told of a tablet. `kept`: what we found in the broker when we came. `told`: all of it, by us.
 * `parting`: we took something away, and tell nothing more before Home Assistant has carried that out: it drops what comes
 * meanwhile (home-assistant/core `components/mqtt/discovery.py`, "pending discovered").
 */
export type Told =
  | { phase: 'kept'; standing: Standing }
  | { phase: 'told'; portrait: Portrait; again: readonly Part[] }
  | { phase: 'parting'; standing: Standing; until: number }

/** What is told in a message of its own. */
type Part = 'config' | 'update' | 'facts'

/** What can have to be told a second time although it is what it was. */
export type Again =
  /** Home Assistant has just started. */
  | 'birth'
  /** It asked for an update, and shows one in progress until it is told otherwise. */
  | 'asked'

/** A retained message; an empty payload takes back what was kept. */
export interface Telling {
  topic: string
  payload: string
}

/** Milliseconds that Home Assistant gets to take entities away. */
const PARTING = 5_000

/** A sign of life alone is told after so many ms: one poll of a tablet. */
const SEEN_EVERY = 300_000

/**
 * What is to be told of a tablet now. Pure.
 *
 * A kiosk app that turns up later has a device of its own by then, and two devices do not become one: ours is taken away
 * first, and comes back as part of that one. An entity that is no more is first told without anything but its platform,
 * and then left out.
 *
 * @param told `undefined` when Home Assistant knows nothing of it
 * @param portrait `undefined` when there is no such tablet any more
 */
export function tell(
  tablet: string,
  told: Told | undefined,
  portrait: Portrait | undefined,
  house: House,
  at: number,
): { told: Told | undefined; tellings: Telling[] } {
  const { topics } = house
  if (!portrait) {
    const gone = [topics.update(tablet), topics.facts(tablet), topics.config(tablet)]
    return { told: undefined, tellings: told ? gone.map((topic) => ({ topic, payload: '' })) : [] }
  }
  if (told?.phase === 'parting' && at < told.until) return { told, tellings: [] }
  if (told?.phase === 'told' && told.again.length === 0 && isLike(told.portrait, portrait))
    return { told, tellings: [] }
  const config = deviceConfig(portrait, house)
  const before = told && (told.phase === 'told' ? standingOf(deviceConfig(told.portrait, house)) : told.standing)
  const after = standingOf(config)
  const until = at + PARTING
  if (before && before.components.size > 0 && !isSame(before.identifiers, after.identifiers))
    return {
      told: { phase: 'parting', standing: { ...after, components: new Map() }, until },
      tellings: [{ topic: topics.config(tablet), payload: '' }],
    }
  const gone = [...(before?.components ?? [])].filter(([id]) => !after.components.has(id))
  if (gone.length > 0) {
    const leaving = Object.fromEntries(gone.map(([id, platform]) => [id, { platform }]))
    const payload = JSON.stringify({ ...config, components: { ...config.components, ...leaving } })
    return {
      told: { phase: 'parting', standing: after, until },
      tellings: [{ topic: topics.config(tablet), payload }],
    }
  }
  const last = told?.phase === 'told' ? told : undefined
  const parts: [Part, string, (of: Portrait) => unknown][] = [
    ['config', topics.config(tablet), (of) => deviceConfig(of, house)],
    ['update', topics.update(tablet), (of) => updateState(of, house.home)],
    ['facts', topics.facts(tablet), factsOf],
  ]
  const tellings = parts.flatMap(([part, topic, textOf]) => {
    const payload = JSON.stringify(textOf(portrait))
    const isKnown = last && !last.again.includes(part) && payload === JSON.stringify(textOf(last.portrait))
    return isKnown ? [] : [{ topic, payload }]
  })
  return { told: { phase: 'told', portrait, again: [] }, tellings }
}

/** The same, with what is to be said once more. What was not told yet comes by itself. */
export function tellAgain(told: Told, why: Again): Told {
  if (told.phase !== 'told') return told
  return { ...told, again: [...told.again, why === 'birth' ? 'config' : 'update'] }
}

/** Would nobody see a difference? Looked at for every tablet, every second: no text is made for it. */
function isLike(one: Portrait, other: Portrait): boolean {
  const { kiosk: a, lastSeen: seen, ...was } = one
  const { kiosk: b, lastSeen, ...is } = other
  const isKiosk =
    a?.isOnline === b?.isOnline && a?.identifier === b?.identifier && isSame([...(a?.can ?? [])], [...(b?.can ?? [])])
  const keys = Object.keys(is) as (keyof typeof is)[]
  const isRest = keys.length === Object.keys(was).length && keys.every((key) => is[key] === was[key])
  return isKiosk && isRest && Math.abs(lastSeen - seen) < SEEN_EVERY
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one))
}
