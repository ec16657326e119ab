import { rolloutWords as words } from '../wording/rollout.ts'
import type { Selector } from './plan.ts'

/** Whom a wave takes in, in words. */
export function selectorWords({ percent, count, groups, tags }: Selector): string {
  if (count !== undefined) return words.countOfTablets(count)
  if (groups) return words.groups(groups.join(', '))
  if (tags) return words.tags(tags.join(', '))
  return percent === undefined || percent >= 100 ? words.everybody : words.percentOfFleet(percent / 100)
}
