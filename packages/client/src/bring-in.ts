import { RelevoError } from '@relevo/core/errors'
import type { Ask } from '@relevo/core/protocol'
import type { Version } from '@relevo/core/release'
import { alarmOf } from './alarm.ts'
import { failing } from './failing.ts'
import type { Machine } from './happenings.ts'
import type { Carrier, Ports } from './ports.ts'
import { addressOf } from './release-address.ts'
import { reload } from './reload.ts'
import { reloadBudget } from './reload-budget.ts'
import { LEAVE_PATIENCE } from './times.ts'
import { withoutWorker } from './without-worker.ts'
import type { Talk } from './worker-talk.ts'

/** How a release comes to this page. What goes wrong is an event of the machine. */
export interface BringIn {
  /** Keep the release that runs. Not fatal when it fails: the next news brings it up again. */
  adopt(): void
  stage(target: Version): void
  /** Make it the release of the next navigation, and navigate. */
  switch(target: Version): void
  /** Load this page anew, if the server has all of it and the budget allows it; whether it does. */
  refresh(): Promise<boolean>
  loadAnew(target: Version): void
  /** Load it anew if it is still here after 15 s, unless something else is about to. Once in the life of a page. */
  loadAnewIfStillHere(): void
  stop(): void
}

/**
 * @param version the release that runs
 * @param agreed asks the server once more whether it wants a release here
 */
export function bringIn(
  version: Version,
  versionUrl: string,
  ports: Ports,
  machine: Machine,
  talk: Talk,
  agreed: (target: Version) => Promise<void>,
): BringIn {
  const { state, happened } = machine
  const budget = reloadBudget(ports.keep, ports.clock)
  const patience = alarmOf(ports.clock)
  const byReload = withoutWorker(ports, agreed)
  let adopting: Promise<void> | undefined
  let staging: Promise<void> | undefined
  /** The app's own, as long as it is of use. */
  let { carrier } = ports
  let isLeaving = false
  /** There was no room for them beside what runs: the network has to bring them. What runs is not tried again. */
  const tooBig = new Set<Version>()

  const byStore: Carrier = {
    stage: (target) =>
      talk.ask(stageAsk(target, false), (loaded, total) => happened({ type: 'progress', target, loaded, total })),
    switch: (target) => talk.ask({ ask: 'switch', version: target }),
  }

  const pastStore: Carrier = {
    stage: byReload.stage,
    async switch(target) {
      await byReload.switch(target)
      await talk.ask({ ask: 'empty' })
    },
  }

  /** A release goes into the store where there is one; else it is only looked for. */
  function carrierFor(target: Version): Carrier {
    if (carrier) return carrier
    if (!talk.isOpen() || !(state().news?.manifest || talk.slots?.active)) return byReload
    return tooBig.has(target) ? pastStore : byStore
  }

  function stageAsk(target: Version, running: boolean): Ask {
    const address = addressOf(state().news, target, versionUrl)
    if (!address) throw new RelevoError('manifest-invalid', 'version.json names no manifest')
    return { ask: 'stage', version: target, ...address, running }
  }

  async function adopt(): Promise<void> {
    await staging
    const { news } = state()
    // A plain file server has the manifest of its newest release only.
    const canBeHad = news?.version === version || news?.manifest?.includes('{version}')
    if (canBeHad && !machine.stopped) await talk.ask(stageAsk(version, true))
  }

  async function bring(deed: 'stage' | 'switch', target: Version): Promise<void> {
    const phase = deed === 'stage' ? 'downloading' : 'switching'
    const isOnWay = () => {
      const now = state()
      return !machine.stopped && now.phase === phase && 'target' in now && now.target === target
    }
    try {
      await adopting
      if (!isOnWay()) return
      const retry = state().news?.retry
      budget.check(target, retry)
      await carrierFor(target)[deed](target)
      if (deed === 'stage') happened({ type: 'stored', target })
      else if (isOnWay()) {
        budget.spend(target, retry)
        loadAnew(target)
      }
    } catch (error) {
      const { code, detail } = failing(error)
      const isTooBig = code === 'no-space' && !tooBig.has(target)
      if (isTooBig || (code === 'worker-unavailable' && carrier)) {
        if (isTooBig) tooBig.add(target)
        else carrier = undefined
        talk.note(error)
        return bring(deed, target)
      }
      happened({ type: `${deed}-failed`, target, code, detail })
    }
  }

  function loadAnew(target: Version): void {
    isLeaving = true
    reload(ports, patience, target, () => {
      const error = new RelevoError('reload-ignored')
      talk.note(error)
      happened({ type: 'switch-failed', target, ...failing(error) })
    })
  }

  return {
    adopt() {
      if (talk.isOpen() && !tooBig.has(version))
        adopting ??= adopt()
          .catch((error) => {
            if (failing(error).code === 'no-space') tooBig.add(version)
            talk.note(error)
          })
          .finally(() => {
            adopting = undefined
          })
    },
    stage(target) {
      staging = bring('stage', target)
    },
    switch: (target) => bring('switch', target),
    async refresh() {
      try {
        budget.check(version)
        await byReload.stage(version)
        budget.spend(version)
        loadAnew(version)
        return true
      } catch {
        return false // the server does not have it now: the next lost chunk asks again
      }
    },
    loadAnew,
    loadAnewIfStillHere() {
      if (isLeaving) return
      isLeaving = true
      patience.set(LEAVE_PATIENCE, () => loadAnew(version))
    },
    stop: patience.off,
  }
}
