import { RelevoError, type TabletCode } from '@relevo/core/errors'
import type { Ask, News, Report, Tell, WorkerState } from '@relevo/core/protocol'
import { ofVersion, type Version } from '@relevo/core/release'
import type { UpdateEffect, UpdateState } from '@relevo/core/update'
import { alarmOf } from './alarm.ts'
import { runMachine } from './happenings.ts'
import { watchHours } from './holds/hours.ts'
import { watchUse } from './holds/in-use.ts'
import { rulesOf, type Settings } from './options.ts'
import { giveOrders } from './orders.ts'
import { pollVersion } from './poll.ts'
import type { Channel, Clock, Keep, OnTell, Prompt, View, WorkerLink } from './ports.ts'
import { type BootWatch, watchBoot } from './readiness.ts'
import { addressOf } from './release-address.ts'
import { reload } from './reload.ts'
import { reportOf, sparingly } from './report.ts'
import { safely } from './safely.ts'
import type { ManagerState, UpdateManager } from './update-manager.ts'
import { watchWaking } from './wake-up.ts'
import { withoutWorker } from './without-worker.ts'

/** What a manager needs from outside. */
export interface Ports {
  clock: Clock
  fetch: typeof globalThis.fetch
  view: View
  keep: Keep
  openLink?: ((onTell: OnTell) => WorkerLink) | undefined
  channel?: Channel | undefined
  prompt?: Prompt | undefined
}

const UNREGISTERED = 'relevo.unregistered'
/** What is wrong is said this long before the worker gives up on a trial. */
const AHEAD = 2_000

/** Start the manager of one page. */
export function manageUpdates(settings: Settings, tablet: string, versionUrl: string, ports: Ports): UpdateManager {
  const { version } = settings
  const { clock, view, keep, channel, prompt } = ports
  const listeners = new Set<() => void>()
  const boot: BootWatch = watchBoot(view, clock)
  const byReload = withoutWorker(ports, version)
  const ordered: Record<string, string> = {}
  const launched = clock.now()
  let link = keep.get(UNREGISTERED) ? undefined : ports.openLink?.(heardTell)
  let slots: WorkerState | undefined
  let trouble: TabletCode | undefined
  let forced: Version | undefined
  let adopting: Promise<void> | undefined
  let staging: Promise<void> | undefined
  const wake = alarmOf(clock)
  let stopReloading: (() => void) | undefined
  let begun = false
  let stopped = false

  const { happened, state } = runMachine(version, rulesOf(settings), clock, {
    changed: (...states) => safely(view, () => changed(...states)),
    carryOut: (effect) => stopped || safely(view, () => carryOut(effect)),
  })
  let snapshot: ManagerState = { ...state(), tablet }

  const send = sparingly(clock, (report) => channel?.report(report))
  const report = (): Report => reportOf(state(), tablet, trouble)

  const poll = pollVersion(ports, versionUrl, settings.checkEvery, { report, news: heardNews })

  function changed(now: UpdateState, before: UpdateState): void {
    snapshot = { ...now, tablet }
    for (const listener of listeners) safely(view, listener)
    // A page whose release has just failed is about to be left: what it says of itself would be wrong.
    if (!begun || (slots?.served === version && ofVersion(slots.failed, version))) return
    send(report())
    const rolledBack = now.phase === 'rolled_back' && before.phase !== 'rolled_back'
    if (rolledBack || (before.phase === 'trial' && now.phase !== 'trial')) poll.again()
  }

  function carryOut(effect: UpdateEffect): void {
    switch (effect.do) {
      case 'adopt':
        if (!link) break
        adopting ??= adopt().finally(() => {
          adopting = undefined
        })
        break
      case 'stage':
        staging = stage(effect.target)
        break
      case 'switch':
        switchTo(effect.target)
        break
      case 'confirm':
        // The worker's watchdog answers for a confirmation that is lost.
        ask({ ask: 'ready', token: effect.token }).catch(noted)
        break
      case 'prompt': {
        const { target, mayDefer, deadline } = effect
        const notes = state().news?.notes
        const question = { version: target, mayDefer, ...(notes && { notes }), ...(deadline && { deadline }) }
        prompt?.show(question, { accept, later })
        break
      }
      case 'dismiss':
        prompt?.hide()
        break
      case 'wake':
        wake.set(effect.at - clock.now(), () => happened({ type: 'wake' }))
    }
  }

  async function ask(question: Ask, onProgress?: (loaded: number, total: number) => void): Promise<void> {
    if (!link) throw new RelevoError(trouble ?? 'worker-unavailable')
    heardSlots(await link.ask(question, onProgress))
  }

  function heardSlots(said: WorkerState): void {
    if (stopped) return
    slots = said
    const { failed, trial } = said
    const stored = [said.active, said.previous, trial?.version].includes(version)
    happened({ type: 'worker', stored, failed, ...(trial && { trial: trial.token }) })
  }

  function heardTell(tell: Tell): void {
    if (tell.tell === 'slots') heardSlots(tell.slots)
    else loadAnew(version)
  }

  async function heardNews(news: News, said: Report): Promise<void> {
    if (link && trouble) await greet()
    if (said.phase === 'rolled_back' && said.target && slots && ofVersion(slots.failed, said.target)?.told === false) {
      await ask({ ask: 'told', version: said.target }).catch(noted)
    }
    if (link) {
      const directive = await giveOrders(news, slots, ask, ordered)
      if (directive?.do === 'unregister') {
        keep.set(UNREGISTERED, directive.id)
        link = slots = undefined
      }
    } else if (keep.get(UNREGISTERED) !== news.directive?.id) keep.set(UNREGISTERED, undefined)
    if (!stopped) happened({ type: 'news', news: news.version === forced ? { ...news, force: true } : news })
  }

  /** A release goes into the store where there is one; else it is only looked for. */
  const isStored = () => link && (state().news?.manifest || slots?.active)

  function stageAsk(target: Version, running: boolean): Ask {
    const address = addressOf(state().news, target, versionUrl)
    if (!address) throw new RelevoError('manifest-invalid', 'version.json names no manifest')
    return { ask: 'stage', version: target, ...address, running }
  }

  /** Not fatal when it fails: the next news brings it up again. */
  async function adopt(): Promise<void> {
    await staging
    const { news } = state()
    // A plain file server has the manifest of its newest release only.
    if (stopped || (news?.version !== version && !news?.manifest?.includes('{version}'))) return
    try {
      await ask(stageAsk(version, true))
    } catch (error) {
      noted(error)
    }
  }

  async function stage(target: Version): Promise<void> {
    try {
      await adopting
      if (stopped || !isOnWayTo(target, 'downloading')) return
      if (isStored()) {
        await ask(stageAsk(target, false), (loaded, total) => happened({ type: 'progress', target, loaded, total }))
      } else await byReload.stage(target)
      happened({ type: 'stored', target })
    } catch (error) {
      happened({ type: 'stage-failed', target, ...failing(error) })
    }
  }

  async function switchTo(target: Version): Promise<void> {
    try {
      await adopting
      if (isStored()) await ask({ ask: 'switch', version: target })
      else await byReload.switch(target)
      if (!stopped && isOnWayTo(target, 'switching')) loadAnew(target)
    } catch (error) {
      happened({ type: 'switch-failed', target, ...failing(error) })
    }
  }

  function isOnWayTo(target: Version, phase: UpdateState['phase']): boolean {
    const now = state()
    return now.phase === phase && 'target' in now && now.target === target
  }

  function loadAnew(target: Version): void {
    stopReloading?.()
    stopReloading = reload(view, clock, target, () => {
      trouble = 'reload-ignored'
      happened({ type: 'switch-failed', target, code: trouble })
    })
  }

  function noted(error: unknown): void {
    trouble = failing(error).code
  }

  /** Ask the worker who we are. One that cannot work here is done without; a silent one is asked again later. */
  async function greet(): Promise<void> {
    if (!link) return
    const checkIn = new URL(versionUrl)
    checkIn.searchParams.set('tablet', tablet)
    try {
      await ask({ ask: 'hello', running: version, checkIn: checkIn.href })
      trouble = undefined
    } catch (error) {
      noted(error)
      if (trouble !== 'worker-silent') link = undefined
    }
  }

  function begin(): void {
    if (stopped) return
    begun = true
    const deadline = slots?.trial?.deadline
    const giveUpAt = deadline && Math.min(deadline, launched + settings.readyTimeout) - AHEAD
    if (!state().ready) boot.judge({ ...settings, giveUpAt, ready, failed: bootFailed })
    channel?.start({
      tablet,
      versionUrl,
      onHint(hint) {
        if (settings.trustHints && hint.force) forced = hint.version
        poll.hinted()
      },
    })
    send(report())
  }

  function bootFailed(code: TabletCode, detail?: string): void {
    const token = slots?.trial?.token
    if (token) ask({ ask: 'boot-failed', token, code, ...(detail && { detail: detail.slice(0, 200) }) }).catch(noted)
  }

  function ready(): void {
    boot.stop()
    happened({ type: 'ready' })
  }

  const held = (reason: string) => (is: boolean) => happened({ type: is ? 'hold' : 'free', reason })
  const accept = () => happened({ type: 'accepted' })
  const later = () => happened({ type: 'later' })
  const look = (type: 'wake' | 'online') => () => {
    happened({ type })
    greeted.then(poll.check)
  }

  const greeted = greet()
  const watches = [watchWaking(view, look('wake'), look('online'))]
  if (settings.inUse > 0) watches.push(watchUse(view, clock, settings.inUse, held('in-use')))
  if (settings.hours) watches.push(watchHours(settings.hours, clock, held('hours')))
  greeted.then(begin).then(poll.check)

  return {
    get state() {
      return snapshot
    },
    tablet,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async checkForUpdate() {
      await greeted
      const news = await poll.check()
      const now = state()
      if (!news) return { update: false }
      return { update: 'target' in now && now.phase !== 'rolled_back', version: news.version }
    },
    applyUpdate: accept,
    later,
    notifyAppReady: ready,
    hold: (reason) => held(reason)(true),
    free: (reason) => held(reason)(false),
    rollback: () => ask({ ask: 'rollback' }),
    stop() {
      stopped = true
      for (const stop of [...watches, boot.stop, poll.stop, wake.off, stopReloading]) stop?.()
      channel?.stop()
      prompt?.hide()
      link?.close()
    },
  }
}

/** What is said of an error on the wire. Whatever is no error of ours came out of the line to the worker. */
function failing(error: unknown): { code: TabletCode; detail?: string } {
  const { code, detail } = error as RelevoError
  return { code: (code as TabletCode | undefined) ?? 'worker-silent', ...(detail && { detail }) }
}
