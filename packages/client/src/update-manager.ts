import type { TabletCode } from '@relevo/core/errors'
import type { Version } from '@relevo/core/release'
import type { UpdateState } from '@relevo/core/update'
import type { AccessState } from './access-state.ts'

/**
 * What an app can show of its update: the machine's state, the tablet's id and how it stands with the server, and what is
 * wrong beside the update, such as a worker that is not there. A new object whenever it changes.
 */
export type ManagerState = UpdateState &
  AccessState & { readonly tablet: string; readonly trouble: TabletCode | undefined }

/** The update manager of one page. Its functions need no `this`. */
export interface UpdateManager {
  readonly state: ManagerState
  readonly tablet: string
  /** Hear of every change; returns how to stop. Fits `useSyncExternalStore(manager.subscribe, () => manager.state)`. */
  subscribe(listener: () => void): () => void
  /**
   * Look now; once more after a look under way, which may have been answered before a release became current. Rejects only
   * when the manager could not start.
   *
   * @returns `version`: what the tablet should run, missing when the server could not be asked; `update`: it is on its way
   */
  checkForUpdate(): Promise<{ update: boolean; version?: Version }>
  /** The person says yes, now or before the release is staged; does nothing when there is none on its way. */
  applyUpdate(): void
  /** The person says not now; does nothing when they may not. */
  later(): void
  /** The app is up: a release on trial is kept from here on. */
  notifyAppReady(): void
  /** Do not switch now. Reasons are a set: the same one twice is one. */
  hold(reason: string): void
  free(reason: string): void
  /**
   * Go back to the release before; the worker loads the page anew.
   *
   * @throws RelevoError `worker-unavailable`, `worker-silent`
   */
  rollback(): Promise<void>
  /**
   * Enrol this tablet with a code that a person made for it at the server; it needs no `#`, no capitals and no hyphen.
   * Tried once. `state.access` is `enrolled` when it resolves.
   *
   * @throws RelevoError `enrolment-refused`, `too-many-requests`, `network`, or what else the server answers; `worker-unavailable`
   * of a manager that was stopped before it started
   */
  enrol(code: string): Promise<void>
  /**
   * Stop everything; the manager cannot be started again. `rollback` and `enrol` of one that had not started yet are refused with
   * `worker-unavailable`, and it knows of no update.
   */
  stop(): void
}
