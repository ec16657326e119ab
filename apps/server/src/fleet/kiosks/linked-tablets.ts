import type { Tablets } from '../tablets/tablets.ts'
import type { LinkedTablets } from './ports.ts'

/** The tablets of a fleet, as far as kiosks are linked to them. */
export function linkedTabletsOf(tablets: Pick<Tablets, 'get' | 'namesOf'>): LinkedTablets {
  return {
    resolve: (id) => tablets.namesOf(id)[0] ?? id,
    namesOf: (id) => tablets.namesOf(id),
    isKnown: (id) => tablets.get(id) !== undefined,
  }
}
