import type { App, KioskCommand, Way } from '@relevo/core/kiosk'
import type { Page } from '../ports.ts'
import type { KioskChange, NewKiosk } from './change-kiosk.ts'
import type { KioskSaid } from './hear-kiosk.ts'
import type { Standing } from './kiosk.ts'
import type { ListedKiosk } from './listed-kiosk.ts'
import type { KioskReach } from './reach.ts'
import type { Sighting } from './sightings.ts'
import type { KioskTopicBook } from './topics.ts'

/**
 * What a kiosk may be looked for by. `unlinked`: no tablet is known to run in it; `conflicting`: another one speaks for the
 * same tablet; `faulty`: it is set up wrongly, or did not answer; `offline`: it is known to be away.
 */
export const LOOKED_FOR = ['unlinked', 'conflicting', 'faulty', 'offline'] as const

/** Which kiosks. */
export interface KioskQuery {
  /** Without one those that are ours and those that were found. */
  standing?: Standing
  /** Linked to this tablet, by any of its names. */
  tablet?: string
  app?: App
  only?: (typeof LOOKED_FOR)[number]
  /** A text in its id, its names, its base topic, its address or the id of its tablet, small or capital. */
  q?: string
}

/** The kiosk apps of the fleet. */
export interface Kiosks {
  /** By id. */
  list(query?: KioskQuery & Partial<Page>): ListedKiosk[]
  /** How many there are of a query. */
  count(query?: KioskQuery): number
  /** @throws RelevoError `kiosk-unknown` */
  get(id: string): ListedKiosk
  /** How many gave themselves away when there was no room to note them. */
  missed(): number
  /** Tablets that run in a WebView, or say that they run in a kiosk app, and are linked to none. */
  unlinked(): Sighting[]
  /** @throws RelevoError `kiosk-taken`, `invalid-input` */
  add(kiosk: NewKiosk, actor?: string): Promise<ListedKiosk>
  /** @throws RelevoError `kiosk-unknown`, `kiosk-taken`, `invalid-input` */
  change(id: string, change: KioskChange, actor?: string): Promise<ListedKiosk>
  /** Take in one that was found. @throws RelevoError `kiosk-unknown` */
  accept(id: string, actor?: string): Promise<ListedKiosk>
  /** @returns `duplicate` when there was none */
  forget(id: string, actor?: string): Promise<{ id: string; duplicate: boolean }>
  /** A person says which tablet runs in it. @throws RelevoError `kiosk-unknown`, `kiosk-taken` */
  link(id: string, tablet: string, actor?: string): Promise<ListedKiosk>
  /** @throws RelevoError `kiosk-unknown` */
  unlink(id: string, actor?: string): Promise<ListedKiosk>
  /**
   * Send a command to a kiosk. That it was sent says nothing about its effect.
   *
   * @throws RelevoError `kiosk-unknown`, `kiosk-cannot`, `kiosk-unreachable`
   */
  command(id: string, command: KioskCommand, actor?: string): Promise<Way>
  /** The same by the tablet that runs in it. */
  reach: KioskReach
  topics: KioskTopicBook
  /** Take in a message under one of a kiosk's own topics. */
  hear(said: KioskSaid & { kiosk: string }): void
  /** Take in a message that may give a kiosk away. */
  find(said: KioskSaid): void
  /** What a check-in says beside its report; what follows from it follows with the next flush. */
  checkedIn(tablet: string, ip: string | undefined, userAgent: string): void
  /**
   * Is this where a tablet was last? As far as its check-ins since this server began and the kiosk app around it tell; there
   * is nobody who can say so without having signed in.
   */
  isAt(tablet: string, address: string): boolean
  /** Ask those that are not heard over MQTT how they are; resolves when all answered, or did not. */
  lookAround(signal: AbortSignal): Promise<void>
  /** Write what is only in memory yet. */
  flush(): Promise<void>
}
