import type { Version } from '@relevo/core/release'
import type { Clock, View } from './ports.ts'
import { safely } from './safely.ts'
import type { ManagerState, UpdateManager } from './update-manager.ts'

/** The page whose manager is on its way. */
interface Page {
  clock: Clock
  view: View
  fetch: typeof globalThis.fetch
  versionUrl: string
  settings: { version: Version }
  tablet(): string
}

/** From the first try that failed to the next one, and at most, in milliseconds; twice as long each time. */
const FIRST_WAIT = 1_000
const LONGEST_WAIT = 300_000
/** Whoever has waited so long has no hope but another page. */
const HOPE = 60_000

/**
 * What stands for the manager until it is here: it has the state that every manager begins with, and notes down what is
 * asked of it. A page without a manager would never get another release, so its code is tried for again for ever. Unless the app
 * holds it, the boot guard hears of it, which takes a trial back and brings the page up anew; where there is no guard, the
 * page is loaded anew after a minute, as soon as the server answers.
 *
 * @param load fetches what starts the manager; rejects when it cannot be had
 */
export function standIn(
  { clock, view, fetch, versionUrl, settings, tablet }: Page,
  load: () => Promise<() => UpdateManager>,
): UpdateManager {
  let first: ManagerState | undefined
  const held = new Set<string>()
  const asked: ((manager: UpdateManager) => void)[] = []
  let manager: UpdateManager | undefined

  async function bring(wait = FIRST_WAIT): Promise<void> {
    let start: () => UpdateManager
    try {
      start = await load()
    } catch (cause) {
      if (!held.size) lost(`${cause}`)
      if (!held.size && wait > HOPE && !view.relevoBoot) loadAnew()
      clock.after(wait, () => bring(Math.min(2 * wait, LONGEST_WAIT)))
      return
    }
    manager = start()
    for (const ask of asked) ask(manager)
  }

  /** As the browser tells of a script that does not load. */
  function lost(message: string): void {
    view.dispatchEvent(Object.assign(new Event('error'), { message, filename: view.location.href }))
  }

  /** Not where the browser, or a captive portal, would show a page of its own instead. */
  async function loadAnew(): Promise<void> {
    try {
      const answer = await fetch(versionUrl, { cache: 'no-store' })
      if (/"version"/.test(await answer.text())) view.location.reload()
    } catch {
      // There is no server: the next failure asks again.
    }
  }

  function firstState(): ManagerState {
    const running = settings.version
    const update = { phase: 'current', running, holds: [], ready: false, stored: false, failed: {} } as const
    return { ...update, access: undefined, refusal: undefined, tablet: tablet(), trouble: undefined }
  }

  /** In the order in which it was asked; at once when the manager is here. */
  function tell(ask: (manager: UpdateManager) => void): void {
    if (manager) ask(manager)
    else asked.push(ask)
  }

  const answered = <T>(ask: (manager: UpdateManager) => Promise<T>) =>
    new Promise<T>((resolve) => tell((manager) => resolve(ask(manager))))

  bring()
  return {
    get state() {
      if (manager) return manager.state
      first ??= firstState() // the same each time, as nothing changes
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
        safely(view, listener)
      })
      return () => {
        isWanted = false
        stop?.()
      }
    },
    checkForUpdate: () => answered((manager) => manager.checkForUpdate()),
    applyUpdate: () => tell((manager) => manager.applyUpdate()),
    later: () => tell((manager) => manager.later()),
    notifyAppReady: () => tell((manager) => manager.notifyAppReady()),
    hold(reason) {
      held.add(reason)
      tell((manager) => manager.hold(reason))
    },
    free(reason) {
      held.delete(reason)
      tell((manager) => manager.free(reason))
    },
    rollback: () => answered((manager) => manager.rollback()),
    enrol: (code) => answered((manager) => manager.enrol(code)),
    stop: () => tell((manager) => manager.stop()),
  }
}
