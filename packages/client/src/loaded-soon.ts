import type { Version } from '@relevo/core/release'
import { firstState } from '@relevo/core/update'
import type { Clock, Keep, View } from './ports.ts'
import type { ManagerState, UpdateManager } from './update-manager.ts'

const RELOADED = 'relevo.reloaded'
/** First wait for a chunk that did not load, doubled each time, ms. */
const PATIENCE = 5_000
const TRIES = 4
/** A page is loaded anew for a lost chunk at most this often, ms. */
const RELOAD_EVERY = 3_600_000

/**
 * A manager whose code is on its way. What is called meanwhile is done when it is there. A chunk that stays away means
 * that the server has moved on without its old files: the page is loaded anew, which finds the new ones.
 */
export function loadedSoon(
  running: Version,
  tablet: string,
  { clock, keep, view }: { clock: Clock; keep: Keep; view: View },
  load: () => Promise<UpdateManager>,
): UpdateManager {
  const first: ManagerState = { ...firstState(running), tablet }
  const waiting = new Set<(manager: UpdateManager) => void>()
  let manager: UpdateManager | undefined
  let stopped = false

  function soon(call: (manager: UpdateManager) => void): void {
    if (manager) call(manager)
    else waiting.add(call)
  }

  async function attempt(tries: number): Promise<void> {
    if (stopped) return
    try {
      manager = await load()
    } catch (error) {
      console.error(error)
      if (tries < TRIES) clock.after(PATIENCE * 2 ** tries, () => attempt(tries + 1))
      else if (clock.now() - Number(keep.get(RELOADED) ?? Number.NEGATIVE_INFINITY) > RELOAD_EVERY) {
        keep.set(RELOADED, String(clock.now()))
        view.location.reload()
      } else clock.after(RELOAD_EVERY, () => attempt(0))
      return
    }
    for (const call of waiting) call(manager)
    waiting.clear()
  }
  void attempt(0)

  const later = <T>(ask: (manager: UpdateManager) => Promise<T>) =>
    new Promise<T>((resolve, reject) => soon((loaded) => ask(loaded).then(resolve, reject)))
  return {
    get state() {
      return manager?.state ?? first
    },
    tablet,
    subscribe(listener) {
      let unsubscribe: (() => void) | undefined
      const begin = (loaded: UpdateManager) => {
        unsubscribe = loaded.subscribe(listener)
      }
      soon(begin)
      return () => {
        waiting.delete(begin)
        unsubscribe?.()
      }
    },
    checkForUpdate: () => later((loaded) => loaded.checkForUpdate()),
    applyUpdate: () => soon((loaded) => loaded.applyUpdate()),
    later: () => soon((loaded) => loaded.later()),
    notifyAppReady: () => soon((loaded) => loaded.notifyAppReady()),
    hold: (reason) => soon((loaded) => loaded.hold(reason)),
    free: (reason) => soon((loaded) => loaded.free(reason)),
    rollback: () => later((loaded) => loaded.rollback()),
    stop() {
      stopped = true
      soon((loaded) => loaded.stop())
    },
  }
}
