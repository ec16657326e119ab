import type { TabletCode } from '@relevo/core/errors'
import type { Version } from '@relevo/core/release'
import type { KnownTablet } from './known-tablet.ts'
import type { TabletFacts } from './tablet-query.ts'

/** Many tablets in numbers. Every list has the most frequent first. */
export interface TabletSummary {
  count: number
  presence: { online: number; offline: number; stale: number; neverSeen: number }
  stuck: number
  /** They report another release than they should run. */
  behind: number
  /** What they report; those never heard of report nothing. */
  releases: { release: Version; count: number }[]
  groups: { group: string; count: number }[]
  tags: { tag: string; count: number }[]
  /** Why they are stuck; `unknown` where a tablet did not say. */
  reasons: { code: TabletCode | 'unknown'; count: number }[]
}

/** Count tablets, in one pass. */
export function summaryOf(tablets: Iterable<KnownTablet>, facts: TabletFacts): TabletSummary {
  const presence = { online: 0, offline: 0, stale: 0, neverSeen: 0 }
  const releases = new Map<Version, number>()
  const groups = new Map<string, number>()
  const tags = new Map<string, number>()
  const reasons = new Map<TabletCode | 'unknown', number>()
  let count = 0
  let stuck = 0
  let behind = 0
  for (const known of tablets) {
    const { tablet, card } = known
    count++
    const state = facts.presence(known)
    presence[state === 'never-seen' ? 'neverSeen' : state]++
    if (tablet) more(releases, tablet.release)
    if (card.group !== undefined) more(groups, card.group)
    for (const tag of card.tags) more(tags, tag)
    if (facts.isBehind(known)) behind++
    if (!facts.isStuck(known)) continue
    stuck++
    more(reasons, tablet?.stuck?.code ?? 'unknown')
  }
  return {
    count,
    presence,
    stuck,
    behind,
    releases: ranked(releases).map(([release, count]) => ({ release, count })),
    groups: ranked(groups).map(([group, count]) => ({ group, count })),
    tags: ranked(tags).map(([tag, count]) => ({ tag, count })),
    reasons: ranked(reasons).map(([code, count]) => ({ code, count })),
  }
}

function more<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function ranked<K extends string>(counts: Map<K, number>): [K, number][] {
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
}
