/** A tablet before it lives. */
export interface Inhabitant {
  id: string
  group?: string
}

/**
 * The tablets of a fleet: ids that are the same each time, in groups of the sizes wanted.
 *
 * @param groups share by name, 1 together; none: all are called after `name`
 * @example populate(3, 'sim') // sim-00001, sim-00002, sim-00003
 */
export function populate(tablets: number, name: string, groups?: Record<string, number>): Inhabitant[] {
  if (!groups) return numbered(name, tablets)
  const names = Object.keys(groups)
  let sharesSoFar = 0
  let madeSoFar = 0
  return names.flatMap((group) => {
    sharesSoFar += groups[group] ?? 0
    const size = Math.round(tablets * sharesSoFar) - madeSoFar
    madeSoFar += size
    return numbered(group, size).map(({ id }) => ({ id, group }))
  })
}

function numbered(name: string, count: number): Inhabitant[] {
  return Array.from({ length: count }, (_, i) => ({ id: `${name}-${String(i + 1).padStart(5, '0')}` }))
}
