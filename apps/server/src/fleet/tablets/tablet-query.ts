import type { Phase } from '@relevo/core/protocol'
import type { Version } from '@relevo/core/release'
import type { AssignmentPhase } from '@relevo/core/waves'
import type { AssignedTo } from '../assignments/ways.ts'
import type { Page } from '../ports.ts'
import type { Card } from './card.ts'
import type { KnownTablet } from './known-tablet.ts'
import type { Presence } from './presence.ts'

/** Which tablets; what is absent does not matter. */
export interface TabletFilter {
  environment?: string
  group?: string
  tag?: string
  presence?: Presence
  /** The release it reports. */
  release?: Version
  /** The release it should run. */
  desired?: Version
  phase?: Phase
  stuck?: boolean
  /** It reports another release than it should run. */
  behind?: boolean
  /** It has to do with this deployment, which is still followed. */
  deployment?: string
  /** That wave took it in; of the deployment named, or of the one that decides. */
  wave?: number
  /** So far it has come there. */
  assignment?: AssignmentPhase
  /** A text in its id, name or notes, in upper or lower case. */
  q?: string
  /** What is known of it elsewhere, by its id, such as that it needs hands. */
  isAmong?: (id: string) => boolean
}

/** How lists of tablets are ordered: by id, by name, by who was heard last, or by who changed its release last. */
export const TABLET_ORDERS = ['id', 'name', 'seen', 'since'] as const

/** A part of a list of tablets. */
export interface TabletQuery extends Page, TabletFilter {
  /** By id without it. */
  sort?: (typeof TABLET_ORDERS)[number]
}

/** What is not written down of a tablet, but told from what is. */
export interface TabletFacts {
  presence(known: KnownTablet): Presence
  desired(known: KnownTablet): Version | undefined
  assignment(known: KnownTablet, deployment?: string): AssignedTo | undefined
  isStuck(known: KnownTablet): boolean
  isBehind(known: KnownTablet): boolean
}

/** Tells whether a tablet is meant. Only what the filter names is looked at: the list may be long. */
export function filterOf(filter: TabletFilter, facts: TabletFacts): (known: KnownTablet) => boolean {
  const { environment, group, tag, presence, release, desired, phase, stuck, behind } = filter
  const { deployment, wave, assignment, isAmong } = filter
  const text = filter.q?.toLowerCase()
  const conditions: ((known: KnownTablet) => boolean)[] = []
  if (isAmong) conditions.push(({ id }) => isAmong(id))
  if (environment !== undefined) conditions.push((known) => known.environment === environment)
  if (group !== undefined) conditions.push(({ card }) => card.group === group)
  if (tag !== undefined) conditions.push(({ card }) => card.tags.includes(tag))
  if (release !== undefined) conditions.push(({ tablet }) => tablet?.release === release)
  if (phase !== undefined) conditions.push(({ tablet }) => tablet?.phase === phase)
  if (presence !== undefined) conditions.push((known) => facts.presence(known) === presence)
  if (desired !== undefined) conditions.push((known) => facts.desired(known) === desired)
  if (stuck !== undefined) conditions.push((known) => facts.isStuck(known) === stuck)
  if (behind !== undefined) conditions.push((known) => facts.isBehind(known) === behind)
  if (deployment !== undefined || wave !== undefined || assignment !== undefined) {
    conditions.push((known) => {
      const one = facts.assignment(known, deployment)
      return one !== undefined && (wave ?? one.wave) === one.wave && (assignment ?? one.phase) === one.phase
    })
  }
  if (text) conditions.push(({ id, card }) => textsOf(id, card).some((said) => said.toLowerCase().includes(text)))
  return (known) => conditions.every((holds) => holds(known))
}

function textsOf(id: string, { name = '', notes = '' }: Card): string[] {
  return [id, name, notes]
}

/** How two tablets that are in the order of their ids follow each other; `undefined` when that order stays. */
export function orderOf(sort: TabletQuery['sort'] = 'id'): ((a: KnownTablet, b: KnownTablet) => number) | undefined {
  switch (sort) {
    case 'id':
      return undefined
    case 'name':
      return (a, b) => compared(a.card.name, b.card.name)
    case 'seen':
      return (a, b) => (b.tablet?.lastSeen ?? 0) - (a.tablet?.lastSeen ?? 0)
    case 'since':
      return (a, b) => (b.tablet?.releaseSince ?? 0) - (a.tablet?.releaseSince ?? 0)
  }
}

/** Those without a name come last. */
function compared(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1
  return a < b ? -1 : 1
}
