import type { TabletRecord } from '../../packages/service-worker/src/record.ts'
import type { StoredRelease } from '../../packages/service-worker/src/releases.ts'
import type { Page } from './page.ts'
import { sha256 } from './releases.ts'
import type { Tablet } from './tablet.ts'

/** The worker's own names on the disk. */
const NAME = 'relevo:/'
const READY_TIMEOUT = 30_000
const ATTEMPTS = 2
/** A start counts from when the worker hears of it, which is up to this much later than it was asked for. */
const WORKER_STARTS = 5_000
/** A disturbance may still be felt this long after it, in milliseconds. */
const SHADOW = 60_000

/** Watches one tablet all the time, and knows what must never happen to it. */
export class Witness {
  /** What was seen that must not be. */
  broken: string | undefined
  /** Navigations that Relevo itself brought about. */
  reloads = 0
  /** Something of the store was taken away or could not be written: the network may answer for it. */
  isDamaged = false
  readonly #tablet: Tablet
  /** When each bad release was started out of the store, and how often it may be. */
  readonly #starts = new Map<string, number[]>()
  #allowed = ATTEMPTS
  /** When each release was last started out of the store. */
  readonly #served = new Map<string, number>()
  readonly #condemned = new Set<string>()
  #lastTrouble = Number.NEGATIVE_INFINITY

  constructor(tablet: Tablet) {
    this.#tablet = tablet
  }

  breaks(what: string): void {
    this.#tablet.trace?.(`BROKEN: ${what}; the worker's record: ${JSON.stringify(this.record()?.slots)}`)
    this.broken ??= what
  }

  /** Something happened from which a trial of a good release may fail. */
  disturbed(): void {
    this.#lastTrouble = this.#tablet.timeline.now
  }

  damaged(): void {
    this.isDamaged = true
    this.disturbed()
  }

  /** Failures may be forgotten now: the server said so, or the disk was wiped. */
  pardoned(): void {
    this.#allowed += ATTEMPTS
    this.#condemned.clear()
  }

  /** By the tablet's own clock what happens next may be another start. */
  clockSet(): void {
    this.#allowed += 1
    this.disturbed()
  }

  reloaded(who: string): void {
    this.reloads += 1
    this.#tablet.trace?.(`reload of ${who}`)
  }

  record(): TabletRecord | undefined {
    return this.#table('state')?.get('record') as TabletRecord | undefined
  }

  failed(): string[] {
    return Object.keys(this.record()?.slots.failed ?? {})
  }

  /** A page came out of the store. */
  served({ id }: Page, text: string, failedBefore: string[], asked: number): void {
    const { releases } = this.#tablet.site
    const release = [...releases.values()].find(({ files }) => files.get('index.html') === text)
    if (!release) {
      this.breaks(`${id} was served a page of no release: ${text.slice(0, 80)}`)
      return
    }
    const { version } = release
    if (failedBefore.includes(version) && this.failed().includes(version))
      this.breaks(`${id} was served ${version}, which had failed`)
    this.#served.set(version, this.#tablet.timeline.now)
    if (release.health !== 'good') this.#started(version, asked)
  }

  /** A page was given a file. */
  gave({ id, html, runs, isFromStore }: Page, path: string, content: string | undefined, wasStored: boolean): void {
    // What the network gave piece by piece may be of two releases already: the script says which it is.
    const version = isFromStore ? html?.release : runs?.release
    const release = this.#tablet.site.releases.get(version ?? '')
    const own = release?.files.get(path)
    if (content === own || own === undefined) return
    // A page that could not be written down as the network's gets files of the confirmed release.
    if (!this.isDamaged && (wasStored || isFromStore))
      this.breaks(`${id} of ${release?.version} was given another release's ${path}: ${content?.slice(0, 60)}`)
  }

  /** A release that is no good was started out of the store. */
  #started(version: string, asked: number): void {
    const starts = this.#starts.get(version) ?? []
    this.#starts.set(version, starts)
    // Pages that start while one of them may still become ready are one start.
    if (asked < (starts.at(-1) ?? Number.NEGATIVE_INFINITY) + READY_TIMEOUT + WORKER_STARTS) return
    starts.push(asked)
    if (starts.length > this.#allowed) this.breaks(`${version} was started ${starts.length} times`)
  }

  /** What must be true at every moment. */
  look(): void {
    const record = this.record()
    if (!record) return
    const { releases: known } = this.#tablet.site
    // Orders that empty the store do so before they write the record.
    if (record.slots.active && !this.#tablet.caches.caches.has(NAME)) this.damaged()
    const { slots } = record
    const kept = [slots.active, slots.previous, slots.staged, slots.phase === 'trial' ? slots.trial.version : undefined]
    for (const version of kept.slice(0, 2)) {
      const health = version && known.get(version)?.health
      if (health && health !== 'good') this.breaks(`${version}, which is ${health}, was kept`)
    }
    for (const version of kept) if (version && slots.failed[version]) this.breaks(`${version} failed and is kept`)
    for (const version of kept) if (version) this.#expectWhole(version)
    for (const [version, { code }] of Object.entries(slots.failed)) {
      if (this.#condemned.has(version)) continue
      this.#condemned.add(version)
      const wasGood = known.get(version)?.health === 'good' && code.startsWith('boot-')
      // One whose page could not be given had lost it.
      const since = this.#served.get(version) ?? Number.NEGATIVE_INFINITY
      if (wasGood && since - this.#lastTrouble > SHADOW)
        this.breaks(`${version} is good and was condemned (${code}) in good weather`)
    }
  }

  /** What a hash names are its bytes. */
  lookAtStore(): void {
    for (const [url, { bytes }] of this.#tablet.caches.caches.get(NAME) ?? [])
      if (sha256(bytes) !== url.slice(-64)) this.breaks(`the store has wrong bytes for ${url}`)
  }

  #expectWhole(version: string): void {
    if (this.isDamaged) return
    const release = this.#table('releases')?.get(version) as StoredRelease | undefined
    if (!release) this.breaks(`the manifest of ${version} is gone`)
    const files = this.#tablet.caches.caches.get(NAME)
    for (const { path, sha256 } of release?.files.values() ?? [])
      if (!files?.has(`${this.#tablet.scope}relevo/files/${sha256}`)) this.breaks(`${path} of ${version} is gone`)
  }

  #table(name: string): Map<string, unknown> | undefined {
    return this.#tablet.databases.databases.get(NAME)?.tables.get(name)
  }
}
