import type { TabletCode } from '../errors/codes.ts'
import type { Version } from '../release/version.ts'
import type { PatchOutcome } from './patch-outcome.ts'

/** Page code of one release talks to whatever worker is installed: both sides name the protocol they speak. */
export const WORKER_PROTOCOL = 1

/** A request with this header is not answered by the worker: the page wants to know what the server has. */
export const PAST_WORKER = 'relevo-past-worker'

/** A release that failed on this tablet. */
export interface Failure {
  code: TabletCode
  detail?: string
  /** Milliseconds since the epoch. */
  at: number
  /** The `retry` of version.json in force when it failed. */
  retry?: string
  /** The server has been told. */
  told: boolean
}

/** What a page may ask of the worker. Each ask carries a MessagePort for its answers. */
export type Ask =
  /**
   * Who am I? `running` is the release built into the page; `checkIn` is where the worker reports what a dead page cannot,
   * signed with `secret`.
   */
  | { ask: 'hello'; running: Version; checkIn: string; secret?: string | undefined }
  /**
   * Download a release into the store. `running`: it is the one the page already runs from the network. `patch` is a URL
   * template with `{from}`, good for the releases of `patchFrom`; `whole` has every file in one answer; `list` is the SHA-256
   * of the list that both have to make.
   */
  | {
      ask: 'stage'
      version: Version
      manifest: string
      files: string
      list?: string | undefined
      patch?: string | undefined
      patchFrom?: Version[] | undefined
      whole?: string | undefined
      running: boolean
    }
  /** Make a staged release the one that the next navigation gets, on trial. */
  | { ask: 'switch'; version: Version }
  /** The page served this trial is up. */
  | { ask: 'ready'; token: string }
  /** The page served this trial is not going to be up. */
  | { ask: 'boot-failed'; token: string; code: TabletCode; detail?: string | undefined }
  /** The boot guard of a page says that its entry script never ran; it knows no token. */
  | { ask: 'never-ran'; detail: string }
  /** Its boot guard has tried in vain to bring a page up whose release was confirmed. */
  | { ask: 'give-up'; detail: string }
  /** There is no room for another release: forget those that are stored, and let the network answer. */
  | { ask: 'empty' }
  /** Go back to the release before, by the app's own wish. */
  | { ask: 'rollback' }
  /** These releases must not run. */
  | { ask: 'block'; versions: Version[] }
  /** Try a failed release again, unless it failed under this very `retry`. */
  | { ask: 'retry'; version: Version; retry: string }
  /** The server now knows of this failure. */
  | { ask: 'told'; version: Version }
  /** Carry out a directive of version.json, once per id. */
  | { ask: 'directive'; do: 'reset' | 'unregister'; id: string }
  /** Nothing; an event that keeps the worker alive in a long download. */
  | { ask: 'ping' }

export type AskMessage = Ask & { relevo: typeof WORKER_PROTOCOL }

/** The worker's view of the asking page's tablet; the answer to every ask but `ping`. */
export interface WorkerState {
  protocol: number
  /** Release this very page was served from the store; `undefined` for a page from the network. */
  served?: Version | undefined
  /** Set when this page is the one on trial. */
  trial?: { version: Version; token: string; deadline: number } | undefined
  active?: Version | undefined
  previous?: Version | undefined
  staged?: Version | undefined
  /** How a patch did that `version` was to be made with; absent when none was tried. */
  patched?: { version: Version; outcome: PatchOutcome } | undefined
  failed: Record<Version, Failure>
}

/** What comes back over the port: any number of `progress`, then one `done` or `failed`. */
export type Answer =
  | { progress: { loaded: number; total: number } }
  | { done: WorkerState }
  | { failed: { code: TabletCode; detail?: string } }

/** What the worker says to every page by itself. */
export type Tell =
  /** Slots changed. */
  | { tell: 'slots'; slots: WorkerState }
  /** Reload: the release you were served failed, and you could not be navigated. */
  | { tell: 'reload' }

export type TellMessage = Tell & { relevo: typeof WORKER_PROTOCOL }
