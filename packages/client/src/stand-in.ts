import { RelevoError } from '@relevo/core/errors'
import type { Version } from '@relevo/core/release'
import { firstState } from '@relevo/core/update'
import type { Early } from './early.ts'
import type { View } from './ports.ts'
import { safely } from './safely.ts'
import type { ManagerState, UpdateManager } from './update-manager.ts'

/** The page whose manager has not started yet. */
interface Page {
  view: View
  settings: { version: Version }
  tablet(): string
  early: Pick<Early, 'stop'>
}

/**
 * What stands for the manager until it has started: it has the state that every manager begins with, and notes down what
 * is asked of it.
 *
 * @param ready resolves when it may start; one that was stopped by then never does
 */
export function standIn(
  { view, settings, tablet, early }: Page,
  ready: Promise<void>,
  start: () => UpdateManager,
): UpdateManager {
  const asked: ((manager: UpdateManager) => void)[] = []
  let first: ManagerState | undefined
  let manager: UpdateManager | undefined
  let isStopped = false

  async function bring(): Promise<UpdateManager | undefined> {
    await ready
    if (isStopped) return undefined
    const started = start()
    manager = started
    // One that throws costs no other.
    for (const ask of asked) safely(view, () => ask(started))
    return started
  }
  const brought = bring()

  /** In the order in which it was asked; at once when the manager is here. */
  function tell(ask: (manager: UpdateManager) => void): void {
    if (manager) ask(manager)
    else asked.push(ask)
  }

  /** What returns a promise is asked after all else. Of one that was stopped before it started it is refused. */
  async function answered<T>(ask: (manager: UpdateManager) => Promise<T>): Promise<T> {
    const asked = manager ?? (await brought)
    if (!asked) throw new RelevoError('worker-unavailable', 'stopped')
    return ask(asked)
  }

  return {
    get state() {
      if (manager) return manager.state
      // The same each time, as nothing changes.
      first ??= {
        ...firstState(settings.version),
        access: undefined,
        refusal: undefined,
        tablet: tablet(),
        trouble: undefined,
      }
      return first
    },
    get tablet() {
      return tablet()
    },
    subscribe(listener) {
      if (manager) return manager.subscribe(listener)
      let isWanted = true
      let stop: (() => void) | undefined
      tell((manager) => {
        if (!isWanted) return
        stop = manager.subscribe(listener)
        // What was asked before has changed the state already.
        listener()
      })
      return () => {
        isWanted = false
        stop?.()
      }
    },
    checkForUpdate: async () => (await brought)?.checkForUpdate() ?? { update: false },
    applyUpdate: () => tell((manager) => manager.applyUpdate()),
    later: () => tell((manager) => manager.later()),
    notifyAppReady: () => tell((manager) => manager.notifyAppReady()),
    hold: (reason) => tell((manager) => manager.hold(reason)),
    free: (reason) => tell((manager) => manager.free(reason)),
    rollback: () => answered((manager) => manager.rollback()),
    enrol: (code) => answered((manager) => manager.enrol(code)),
    stop() {
      isStopped = true
      early.stop()
      manager?.stop()
    },
  }
}
