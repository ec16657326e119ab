import type { NewEvent } from '../event.ts'
import { createTurns } from '../in-turn.ts'
import type { World } from '../ports.ts'
import type { Cards } from '../tablets/cards.ts'
import type { Group, GroupChange } from './group.ts'
import { type MaintenanceWindow, windowText } from './maintenance-window.ts'
import type { GroupStore } from './ports.ts'
import { type WindowState, windowAt } from './window-at.ts'

/** The groups of a fleet: those that are set up, and those that tablets are said to be in. */
export interface Groups {
  /** By name, each with the number of its tablets. */
  all(): ListedGroup[]
  /** When the tablets of a group may get a release; `undefined` for at any time. */
  windowOf(group: string | undefined): MaintenanceWindow | undefined
  /** How that window stands at a moment; `undefined` where there is none. Cheap: it may be asked with every check-in. */
  windowStateOf(group: string | undefined, at: number): WindowState | undefined
  /** Set up a group. Twice is once. */
  change(name: string, change: GroupChange, actor?: string): Promise<ListedGroup>
  /**
   * Nothing is set up of a group any more; tablets stay in it.
   *
   * @returns `duplicate` when nothing was
   */
  remove(name: string, actor?: string): Promise<{ name: string; duplicate: boolean }>
}

/** A group, and how many tablets are in it. */
export type ListedGroup = Group & { tablets: number }

/** Bring the groups to life from their store. */
export async function createGroups(parts: {
  store: GroupStore
  cards: Cards
  world: Pick<World, 'now'>
}): Promise<Groups> {
  const { store, cards, world } = parts
  const groups = new Map((await store.all()).map((group) => [group.name, group]))
  const states = new Map<string, { from: number; state: WindowState }>()
  const inTurn = createTurns()

  const counts = () => {
    const found = new Map<string, number>()
    for (const { group } of cards.all()) if (group !== undefined) found.set(group, (found.get(group) ?? 0) + 1)
    return found
  }
  const listed = (name: string, tablets: number): ListedGroup => ({ ...(groups.get(name) ?? { name }), tablets })
  const windowOf = (group: string | undefined) => (group === undefined ? undefined : groups.get(group)?.window)

  const event = (name: string, data: NewEvent['data'], actor?: string): NewEvent => ({
    at: world.now(),
    type: 'group-changed',
    ...(actor !== undefined && { actor }),
    subject: { kind: 'group', id: name },
    data,
  })

  return {
    all() {
      const tablets = counts()
      const names = new Set([...groups.keys(), ...tablets.keys()])
      return [...names].sort().map((name) => listed(name, tablets.get(name) ?? 0))
    },
    windowOf,
    windowStateOf(group, at) {
      const window = windowOf(group)
      if (group === undefined || !window) return undefined
      const known = states.get(group)
      if (known && at >= known.from && at < (known.state.changesAt ?? Number.POSITIVE_INFINITY)) return known.state
      const state = windowAt(window, at)
      states.set(group, { from: at, state })
      return state
    },
    change: (name, change, actor) =>
      inTurn(async () => {
        const before = groups.get(name)
        const after = changedGroup(before ?? { name }, change)
        const data = textsOf(after)
        if (!before || JSON.stringify(data) !== JSON.stringify(textsOf(before))) {
          await store.put(after, event(name, data, actor))
          groups.set(name, after)
          states.delete(name)
        }
        return listed(name, counts().get(name) ?? 0)
      }),
    remove: (name, actor) =>
      inTurn(async () => {
        const duplicate = !groups.has(name)
        if (!duplicate) {
          await store.remove(name, event(name, { removed: true }, actor))
          groups.delete(name)
          states.delete(name)
        }
        return { name, duplicate }
      }),
  }
}

function changedGroup({ name, ...before }: Group, change: GroupChange): Group {
  const { window = null, notes = null } = { ...before, ...change }
  return { name, ...(window && { window }), ...(notes && { notes }) }
}

/** What is set up, for the log; `''` for what is not. */
function textsOf({ window, notes = '' }: Group): Record<string, string> {
  return { window: window ? windowText(window) : '', notes: notes.slice(0, 200) }
}
