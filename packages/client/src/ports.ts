import type { Ask, Hint, Report, Tell, WorkerState } from '@relevo/core/protocol'
import type { Version } from '@relevo/core/release'
import type { UpdateManager } from './update-manager.ts'

/** Time and chance. Milliseconds, by the wall clock: a tablet that slept sees the time that passed. */
export interface Clock {
  now(): number
  /** Run once, `ms` from now at the earliest. Returns how to call it off. */
  after(ms: number, run: () => void): () => void
  /** From 0 up to, not including, 1. */
  random(): number
}

/** What outlives a reload, as far as the browser lets it. Never throws. */
export interface Keep {
  /** `''` when nothing is kept. */
  get(key: string): string
  /** `''` forgets what was kept. What is `secret` is kept where only this origin reads it, or as long as the page. */
  set(key: string, value: string, secret?: boolean): void
}

/** The line to the service worker. */
export interface WorkerLink {
  /**
   * Ask, and wait for the answer.
   *
   * @throws RelevoError the worker's own code, `worker-silent`, or `worker-unavailable` when there is none
   */
  ask(ask: Ask, onProgress?: OnProgress): Promise<WorkerState>
  close(): void
}

/** Who hears how far a download is; bytes. */
export type OnProgress = (loaded: number, total: number) => void

/** Who hears what the worker says by itself. */
export type OnTell = (tell: Tell) => void

/**
 * Brings a release to the page where Relevo's worker does not, such as `workbox()` of `@relevo/client/workbox`. What it
 * throws is reported by its `RelevoError` code, and tried again after a while.
 */
export interface Carrier {
  /** Get the release as near as it can be without changing what runs. */
  stage(target: Version): Promise<void>
  /** Make it what the next load of the page brings. The manager reloads the page, once, when this resolves. */
  switch(target: Version): Promise<void>
}

/** Where a line leads, and who is at this end of it. */
export interface Site {
  tablet: string
  versionUrl: string
  /** What the tablet signs in with, once it is enrolled. */
  secret: string | undefined
  /** The server has no ear for this tablet until it is enrolled. */
  strange: boolean
  onHint(hint: Hint): void
  /** The other side does not know the tablet, or not any more. */
  onRefused(): void
}

/** A line by which hints arrive and reports leave; `mqttChannel()` of `@relevo/client/mqtt` is one. It never throws. */
export interface Channel {
  /** Called again when the tablet signs in otherwise, or may not any more. */
  start(site: Site): void
  /** The newest report; it replaces the one before. */
  report(report: Report): void
  stop(): void
}

/** What the person is asked. */
export interface Question {
  version: Version
  notes?: string | undefined
  /** Milliseconds since the epoch: the update comes by itself then. */
  deadline?: number | undefined
  /** The person may still say "later". */
  mayDefer: boolean
}

/** What the person can say. */
export interface Answers {
  accept(): void
  later(): void
}

/** Asks the person. `show` again brings the question up to date; never `alert` or `confirm`, which can block a kiosk. */
export interface Prompt {
  /** The page is up: what it takes to ask can be fetched, before the server has it no more. */
  prepare?(): void
  show(question: Question, answers: Answers): void
  hide(): void
}

/** What the kiosk app around the page knows and can do; `kiosk()` of `@relevo/client/kiosk` is one. It never throws. */
export interface Kiosk {
  /** A legal id for a tablet that nobody has named and that has none yet. */
  proposeId(): string | undefined
  /** Watch the device; returns how to stop. */
  watch(page: KioskPage): () => void
  /** The page is still here although it reloaded itself: have the app load it. Whether the app could be asked. */
  loadAnew(): boolean
}

/** The page, as a kiosk sees it. */
export interface KioskPage {
  manager: UpdateManager
  /** Somebody can see the page again, and is about to use it. */
  woke(): void
  /** The network is back. */
  online(): void
}

/** The page's window. A name of its own, so that a test can hand in a small one. */
export type View = Window & typeof globalThis & { relevoBoot?: { up(): void } }

/** What a manager needs from outside. */
export interface Ports {
  clock: Clock
  fetch: typeof globalThis.fetch
  view: View
  keep: Keep
  /** Instead of the worker's store. */
  carrier?: Carrier | undefined
  openLink?: ((onTell: OnTell) => WorkerLink) | undefined
  channel?: Channel | undefined
  kiosk?: Kiosk | undefined
  prompt?: Prompt | undefined
}
