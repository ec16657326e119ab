import { RelevoError } from '@relevo/core/errors'
import type { Ask } from '@relevo/core/protocol'
import type { Version } from '@relevo/core/release'
import { alarmOf } from './alarm.ts'
import { failing } from './failing.ts'
import type { Machine } from './happenings.ts'
import type { Ports } from './ports.ts'
import { addressOf } from './release-address.ts'
import { reload } from './reload.ts'
import { withoutWorker } from './without-worker.ts'
import type { Talk } from './worker-talk.ts'

/** How a release comes to this page. What goes wrong is an event of the machine. */
export interface BringIn {
  /** Keep the release that runs. Not fatal when it fails: the next news brings it up again. */
  adopt(): void
  stage(target: Version): void
  /** Make it the release of the next navigation, and navigate. */
  switch(target: Version): void
  loadAnew(target: Version): void
  stop(): void
}

/** @param version the release that runs */
export function bringIn(version: Version, versionUrl: string, ports: Ports, machine: Machine, talk: Talk): BringIn {
  const { state, happened } = machine
  const byReload = withoutWorker(ports, version)
  const patience = alarmOf(ports.clock)
  let adopting: Promise<void> | undefined
  let staging: Promise<void> | undefined

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
      // A release goes into the store where there is one; else it is only looked for.
      if (!talk.isOpen() || !(state().news?.manifest || talk.slots?.active)) await byReload[deed](target)
      else if (deed === 'switch') await talk.ask({ ask: deed, version: target })
      else
        await talk.ask(stageAsk(target, false), (loaded, total) =>
          happened({ type: 'progress', target, loaded, total }),
        )
      if (deed === 'stage') happened({ type: 'stored', target })
      else if (isOnWay()) loadAnew(target)
    } catch (error) {
      happened({ type: `${deed}-failed`, target, ...failing(error) })
    }
  }

  function loadAnew(target: Version): void {
    reload(ports.view, patience, target, () => {
      talk.trouble = 'reload-ignored'
      happened({ type: 'switch-failed', target, code: talk.trouble })
    })
  }

  return {
    adopt() {
      if (talk.isOpen())
        adopting ??= adopt()
          .catch(talk.note)
          .finally(() => {
            adopting = undefined
          })
    },
    stage(target) {
      staging = bring('stage', target)
    },
    switch: (target) => bring('switch', target),
    loadAnew,
    stop: patience.off,
  }
}
