import { signal } from '@preact/signals'
import { getMany, getOne } from '../api/api.ts'
import { ApiError } from '../api/api-error.ts'
import type { TabletRow } from '../api/rows.ts'

/** Which tablets of the list somebody means to do something with. */
export interface Selection {
  /** Those that were ticked, by id, as they were then: enough to say whose they are. */
  ticked: ReadonlyMap<string, TabletRow>
  /** All that match the filter, however many those are, instead. */
  isAll: boolean
}

const NONE: Selection = { ticked: new Map(), isAll: false }

/** The selection; it is gone when another filter is chosen, for nobody sees any more what is in it. */
export const selection = signal<Selection>(NONE)

/** Take one in, or out. Out of all, it leaves only this one: nobody can see which all the others are. */
export function toggle(tablet: TabletRow): void {
  const { ticked, isAll } = selection.peek()
  const next = new Map(isAll ? [] : ticked)
  if (!next.delete(tablet.id)) next.set(tablet.id, tablet)
  selection.value = { ticked: next, isAll: false }
}

/** Take in all that match. */
export function selectAll(): void {
  selection.value = { ticked: new Map(), isAll: true }
}

/** Take all out. */
export function selectNone(): void {
  selection.value = NONE
}

/** How many are selected, of so many that match. */
export function sizeOf({ ticked, isAll }: Selection, matching: number): number {
  return isAll ? matching : ticked.size
}

/** As many are asked for at once. */
const HANDFUL = 8

/**
 * The tablets that are selected, as they are now: what is done with them may depend on it. One that is gone is left out.
 *
 * @param path the list in the API, with its filter
 * @throws as `get`
 */
export async function tabletsIn({ ticked, isAll }: Selection, path: string, signal: AbortSignal): Promise<TabletRow[]> {
  if (isAll) return (await getMany<TabletRow>(path, signal)).data
  const ids = [...ticked.keys()]
  const found: TabletRow[] = []
  for (let i = 0; i < ids.length; i += HANDFUL) {
    const calls = ids.slice(i, i + HANDFUL).map((id) => tabletIfKnown(id, signal))
    found.push(...(await Promise.all(calls)).filter((one) => one !== undefined))
  }
  return found
}

async function tabletIfKnown(id: string, signal: AbortSignal): Promise<TabletRow | undefined> {
  try {
    return await getOne<TabletRow>(`tablets/${encodeURIComponent(id)}`, signal)
  } catch (error) {
    if (error instanceof ApiError && error.code === 'tablet-unknown') return undefined
    throw error
  }
}
