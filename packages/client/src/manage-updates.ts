import { RelevoError, type TabletCode } from '@relevo/core/errors'
import type { News, Report, WorkerState } from '@relevo/core/protocol'
import { engineOf, ofVersion, type Version } from '@relevo/core/release'
import { isHeldByApp, type UpdateEffect, type UpdateState } from '@relevo/core/update'
import { watchAccess } from './access.ts'
import { alarmOf } from './alarm.ts'
import { bringIn } from './bring-in.ts'
import type { Early } from './early.ts'
import { runMachine } from './happenings.ts'
import { forgetFormerId, formerId } from './identity.ts'
import { watchChunks } from './lost-chunk.ts'
import { rulesOf, type Settings } from './options.ts'
import { pollVersion } from './poll.ts'
import type { Ports } from './ports.ts'
import { watchBoot } from './readiness.ts'
import { reportOf, sparingly } from './report.ts'
import { safely } from './safely.ts'
import { showState } from './shown-state.ts'
import { watchSurroundings } from './surroundings.ts'
import { AHEAD, SLEPT, SLEPT_HIDDEN } from './times.ts'
import type { UpdateManager } from './update-manager.ts'
import { talkToWorker } from './worker-talk.ts'

/**
 * Start the manager of one page.
 *
 * @param early what happened in the page before
 */
export function manageUpdates(
  settings: Settings,
  tablet: string,
  versionUrl: string,
  ports: Ports,
  early: Early,
): UpdateManager {
  const { version } = settings
  const { clock, view, keep, channel, prompt, kiosk } = ports
  const boot = watchBoot(view, clock, early)
  const wake = alarmOf(clock)
  const launched = clock.now()
  let forced: Version | undefined
  let begun = false
  let saidStuck = false
  let was = formerId(keep)
  let joined = ''

  const machine = runMachine(version, { ...rulesOf(settings), engine: engineOf(view.navigator.userAgent) }, clock, {
    changed: (...states) => safely(view, () => changed(...states)),
    carryOut: (effect) => safely(view, () => carryOut(effect)),
  })
  const { state, happened } = machine

  const access = watchAccess(
    { tablet, versionUrl, key: settings.key, changed: accessChanged, enrolled: () => talk.greet().then(poll.again) },
    ports,
  )
  const { secret } = access
  const loadAnew = () => bring.loadAnew(version)
  const page = {
    version,
    tablet,
    versionUrl,
    secret,
    heard,
    troubled: () => shown.renew(),
    loadAnew,
  }
  const talk = talkToWorker(page, ports)
  const bring = bringIn(version, versionUrl, ports, machine, talk, agreed)
  const shown = showState(view, () => ({ ...state(), ...access.state, tablet, trouble: talk.trouble }))
  const send = sparingly(clock, (report) => channel?.report(report))
  const report = () => ({ ...reportOf(state(), tablet, talk.trouble, talk.slots?.patched), was })
  const poll = pollVersion(ports, versionUrl, settings.checkEvery, { report, secret, news, access: access.heard })

  function heard({ active, previous, trial, failed }: WorkerState): void {
    const stored = [active, previous, trial?.version].includes(version)
    happened({ type: 'worker', stored, failed, trial: trial?.token })
    // Its worker navigates it now, which may be swallowed like any other navigation.
    if (hasFailed() && !machine.stopped) bring.loadAnewIfStillHere()
  }

  async function news(news: News, said: Partial<Report>): Promise<void> {
    if (said.was) {
      was = undefined
      forgetFormerId(keep)
      send(report()) // what is said again when the line was down must not claim it any more
    }
    await talk.passOn(news, said)
    happened({ type: 'news', news: news.version === forced ? { ...news, force: true } : news })
  }

  /** Replicas may disagree: a page that cannot go back leaves only for what it was told twice. */
  async function agreed(target: Version): Promise<void> {
    const news = await poll.again()
    if (news?.version !== target) throw new RelevoError('server-error', `version.json: ${news?.version}`)
  }

  /** A chunk of this release cannot be had: whoever is waiting for it is better served by another release, or a fresh start. */
  async function chunkLost(): Promise<boolean> {
    await greeted
    await poll.again()
    if (isHeldByApp(state())) return false
    accept()
    return state().phase !== 'current' || bring.refresh()
  }

  function changed(now: UpdateState, before: UpdateState): void {
    shown.renew()
    // A page whose release has just failed is about to be left: what it says of itself would be wrong.
    if (!begun || hasFailed()) return
    send(report())
    if (now.phase !== before.phase && (now.phase === 'rolled_back' || before.phase === 'trial' || isNewlyStuck(now)))
      poll.again()
  }

  function hasFailed(): boolean {
    const { slots } = talk
    return slots?.served === version && ofVersion(slots.failed, version) !== undefined
  }

  /** Said at once, but once: what a server says that never says the same would make it stuck again. */
  function isNewlyStuck({ phase }: UpdateState): boolean {
    const isNew = phase === 'stuck' && !saidStuck
    saidStuck ||= isNew
    return isNew
  }

  function carryOut(effect: UpdateEffect): void {
    switch (effect.do) {
      case 'adopt':
        bring.adopt()
        break
      case 'stage':
      case 'switch':
        bring[effect.do](effect.target)
        break
      case 'confirm':
        // The worker's watchdog answers for a confirmation that is lost.
        talk.ask({ ask: 'ready', token: effect.token }).catch(talk.note)
        break
      case 'prompt': {
        const { target, mayDefer, deadline } = effect
        prompt?.show({ version: target, mayDefer, deadline, notes: state().news?.notes }, { accept, later })
        break
      }
      case 'dismiss':
        prompt?.hide()
        break
      case 'wake':
        wake.set(effect.at - clock.now(), () => {
          const late = clock.now() - effect.at
          surroundings.look()
          happened({ type: late > (view.document.hidden ? SLEPT_HIDDEN : SLEPT) ? 'shown' : 'wake' })
        })
    }
  }

  function begin(): void {
    if (machine.stopped) return
    begun = true
    // It was on its way while its release failed elsewhere: the worker has not seen this page yet, and cannot navigate it.
    if (hasFailed()) loadAnew()
    const deadline = talk.slots?.trial?.deadline
    const giveUpAt = deadline && Math.min(deadline, launched + settings.readyTimeout) - AHEAD
    if (!state().ready) boot.judge({ ...settings, giveUpAt, ready, failed: bootFailed })
    join()
    send(report())
  }

  function join(): void {
    const how = { secret: secret(), strange: access.isStrange() }
    const login = JSON.stringify(how)
    if (login === joined) return
    joined = login
    channel?.start({
      ...how,
      tablet,
      versionUrl,
      onHint(hint) {
        if (settings.trustHints && hint.force) forced = hint.version
        poll.hinted()
      },
      onRefused: poll.hinted,
    })
  }

  function accessChanged(): void {
    shown.renew()
    if (begun && !machine.stopped) join()
  }

  function bootFailed(code: TabletCode, detail?: string): void {
    const token = talk.slots?.trial?.token
    if (token) talk.ask({ ask: 'boot-failed', token, code, detail: detail?.slice(0, 200) }).catch(talk.note)
  }

  function ready(): void {
    boot.stop()
    if (settings.policy === 'prompt') prompt?.prepare?.()
    happened({ type: 'ready' })
  }

  const accept = () => happened({ type: 'accepted' })
  const later = () => happened({ type: 'later' })

  const greeted = talk.greet()
  const surroundings = watchSurroundings(settings, ports, machine, () => greeted.then(poll.back))
  const stops = [
    boot.stop,
    poll.stop,
    wake.off,
    bring.stop,
    talk.stop,
    access.stop,
    surroundings.stop,
    watchChunks(view, keep, version, early.lostChunk, chunkLost),
  ]
  greeted.then(begin).then(poll.check)

  const manager: UpdateManager = {
    get state() {
      return shown.state()
    },
    tablet,
    subscribe: shown.subscribe,
    async checkForUpdate() {
      await greeted
      const news = await poll.again()
      const now = state()
      const update = 'attempt' in now && now.phase !== 'stuck'
      return news ? { update, version: news.version } : { update: false }
    },
    applyUpdate: accept,
    later,
    notifyAppReady: ready,
    hold: (reason) => happened({ type: 'hold', reason }),
    free: (reason) => happened({ type: 'free', reason }),
    enrol: access.enrol,
    rollback: () => talk.ask({ ask: 'rollback' }),
    stop() {
      machine.stopped = true
      for (const stop of stops) stop()
      channel?.stop()
      prompt?.hide()
    },
  }
  if (kiosk) stops.push(kiosk.watch({ ...surroundings, manager }))
  return manager
}
