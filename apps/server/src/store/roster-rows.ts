import type { Group } from '../fleet/groups/group.ts'
import type { Alias } from '../fleet/tablets/alias.ts'
import type { Card } from '../fleet/tablets/card.ts'
import type { AliasRow, CardRow, GroupRow } from './tables.ts'

export function toCard({ id, environment, name, group, tags, notes, pin }: CardRow): Card {
  return {
    id,
    ...(environment !== null && { environment }),
    ...(name !== null && { name }),
    ...(group !== null && { group }),
    tags: JSON.parse(tags),
    ...(notes !== null && { notes }),
    ...(pin !== null && { pin }),
  }
}

export function fromCard({ id, environment, name, group, tags, notes, pin }: Card): CardRow {
  return {
    id,
    environment: environment ?? null,
    name: name ?? null,
    group: group ?? null,
    tags: JSON.stringify(tags),
    notes: notes ?? null,
    pin: pin ?? null,
  }
}

export function toAlias({ id, tablet, kept }: AliasRow): Alias {
  return { id, tablet, ...(kept !== null && { kept: JSON.parse(kept) }) }
}

export function fromAlias({ id, tablet, kept }: Alias): AliasRow {
  return { id, tablet, kept: kept ? JSON.stringify(kept) : null }
}

export function toGroup({ name, window, notes }: GroupRow): Group {
  return { name, ...(window !== null && { window: JSON.parse(window) }), ...(notes !== null && { notes }) }
}

export function fromGroup({ name, window, notes }: Group): GroupRow {
  return { name, window: window ? JSON.stringify(window) : null, notes: notes ?? null }
}
