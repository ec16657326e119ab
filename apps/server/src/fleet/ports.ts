import type { Version } from '@relevo/core/release'
import type { Placed } from './assignments/placed.ts'
import type { Environment } from './environment.ts'
import type { FleetEvent, NewEvent } from './event.ts'
import type { EventFilter } from './events/event-filter.ts'
import type { Release, ReleaseSummary } from './release.ts'
import type { Standing } from './standing.ts'
import type { Tablet } from './tablet.ts'
import type { Alias } from './tablets/alias.ts'
import type { Unwritten } from './tablets/book.ts'
import type { Card } from './tablets/card.ts'

/** A part of a list. */
export interface Page {
  limit: number
  offset: number
}

/**
 * Which lines of the log: the first ones after `after`, else the latest ones before `before`, else the latest. Always
 * oldest first.
 */
export interface EventQuery extends EventFilter {
  after?: number
  before?: number
  limit: number
}

/** A part of the log. */
export interface EventPage {
  events: FleetEvent[]
  /** All lines the query is about, whatever its limit; it counts to 10,000. Absent where a text is looked for. */
  count?: number
}

/**
 * What changes beside what tablets report: those that are no more, what people say of them, their other names, and how far
 * their deployments have come there.
 */
interface BesideReports {
  gone: readonly string[]
  cards: Unwritten<Card>
  aliases: Unwritten<Alias>
  placed: readonly Placed[]
}

/** What must survive. Every method that changes something is one transaction, together with its events. */
export interface Store {
  environments(): Promise<Environment[]>
  tablets(): Promise<Tablet[]>
  cards(): Promise<Card[]>
  aliases(): Promise<Alias[]>
  /** Latest first. */
  releases(page: Page): Promise<{ releases: ReleaseSummary[]; count: number }>
  release(version: Version): Promise<Release | undefined>
  /** Those that were current in an environment once, the latest such first. */
  formerReleases(environment: string, limit: number): Promise<Version[]>
  /** Of every release something was decided about. */
  standings(): Promise<Standing[]>
  events(query: EventQuery): Promise<EventPage>
  addRelease(release: Release, event: NewEvent): Promise<void>
  /** Begin those that are not there yet. */
  addEnvironments(names: readonly string[]): Promise<void>
  /** Save an environment in which the same release stays current. */
  setEnvironment(environment: Environment, event: NewEvent): Promise<void>
  /** Save a standing, and the environments that change with it. */
  setStanding(standing: Standing, environments: readonly Environment[], event: NewEvent): Promise<void>
  /** What tablets say, how far their deployments have come there, and what changes beside. */
  saveTablets(tablets: readonly Tablet[], events: readonly NewEvent[], beside?: BesideReports): Promise<void>
  /** Resolves when it is worth while to save tablets again: what gathers until then is one write. */
  turnToSave(): Promise<void>
}

/** The content-addressed files of all releases. */
export interface Files {
  /** The size in bytes of each of these files that is there. */
  sizes(hashes: Iterable<string>): Promise<Map<string, number>>
}

/** "Check now", sent to every tablet that listens, and kept for those that come later. */
export interface Hints {
  send(hint: { environment: string; version: Version; force: boolean; at: number }): Promise<void>
  /** The same to single tablets that are connected now, each with the release it should run; kept for nobody. */
  nudge(hints: readonly { tablet: string; version: Version; force: boolean; at: number }[]): Promise<void>
}

/** What the outside world gives that rules must not take by themselves. */
export interface World {
  /** Milliseconds since the epoch. */
  now(): number
  /** Resolves at that time, in milliseconds since the epoch, or when it is called off. */
  wait(until: number, signal: AbortSignal): Promise<void>
  /** A name nobody used before. */
  newId(): string
  /** Something went wrong that nobody waits for. */
  warn(message: string, cause: unknown): void
}
