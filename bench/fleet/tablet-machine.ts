import type { News } from '@relevo/core/protocol'
import type { Version } from '@relevo/core/release'
import { nextRelease, type SlotsEvent, step as stepSlots } from '@relevo/core/slots'
import { firstState, step as stepUpdate, type UpdateEvent } from '@relevo/core/update'
import type { Dice } from '../../packages/core/src/testing/dice.ts'
import { around, FAULTS, type Nature, TRIAL } from './nature.ts'
import { ordersIn } from './orders-in.ts'
import type { Deed, Happening, Page, TabletState } from './tablet-state.ts'

/** Progress is told this often, ms. */
const PROGRESS_EVERY = 2_000

/**
 * One step of a tablet's life: the page follows `core/update`, the worker `core/slots`, as on a real one; what a browser,
 * a network and a person add is rolled. Pure but for the dice.
 *
 * @param at milliseconds since the epoch
 * @example live(settledOn('r1'), { type: 'opened' }, 0, nature, dice(1)).deeds // [{ do: 'later', in: …, happening: { type: 'started' } }]
 */
export function live(
  before: TabletState,
  happening: Happening,
  at: number,
  nature: Nature,
  dice: Dice,
): { tablet: TabletState; deeds: Deed[] } {
  const tablet = { ...before, ...(before.page && { page: { ...before.page } }) }
  const deeds: Deed[] = []
  const later = (ms: number, what: Happening) => deeds.push({ do: 'later', in: Math.max(0, ms), happening: what })

  function open(): void {
    toWorker({ type: 'navigated', at, ...TRIAL })
    const { slots } = tablet
    const page: Page = { update: firstState(nextRelease(slots) ?? tablet.network), asked: false }
    if (slots.phase === 'trial') page.token = slots.trial.token
    tablet.page = page
    hearWorker()
    later(around(nature.start, dice), { type: 'started' })
  }

  function start(page: Page): void {
    const { token, update } = page
    if (token !== undefined && dice.chance(nature.fails(update.running))) {
      const fault = dice.pick(FAULTS)
      if (fault !== 'boot-timeout') toWorker({ type: 'boot-failed', token, code: fault, at })
    } else {
      toPage({ type: 'ready', at })
    }
  }

  function hear(news: News): void {
    tablet.network = news.version
    for (const order of ordersIn(news, tablet.slots, at)) toWorker(order)
    toPage({ type: 'news', news, at })
  }

  function download(target: Version, loaded: number, total: number): void {
    const update = tablet.page?.update
    if (update?.phase !== 'downloading' || update.target !== target) return // it is on its way to another by now
    if (loaded < total) {
      if (loaded > 0) toPage({ type: 'progress', target, loaded, total, at })
      const next = Math.min(loaded + PROGRESS_EVERY, total)
      later(next - loaded, { type: 'downloading', target, loaded: next, total })
      return
    }
    toWorker({ type: 'staged', version: target })
    toPage({ type: 'stored', target, at })
  }

  function switchTo(target: Version): void {
    tablet.trials += 1
    toWorker({ type: 'switch', version: target, token: `trial-${tablet.trials}` })
    if (nextRelease(tablet.slots) === target) leave()
    else toPage({ type: 'switch-failed', target, code: 'switch-refused', at })
  }

  function leave(): void {
    delete tablet.page
    deeds.push({ do: 'reload', in: around(nature.reload, dice) })
  }

  function toWorker(event: SlotsEvent): void {
    const { slots, effects } = stepSlots(tablet.slots, event)
    const changed = slots !== tablet.slots
    tablet.slots = slots
    for (const effect of effects) {
      if (effect.do === 'watch') later(effect.at - at, { type: 'expired', token: effect.token })
      // A page whose release is given up is navigated to the one before, and says nothing any more.
      if (effect.do === 'recover' && tablet.page?.update.running === effect.version) leave()
    }
    if (changed) hearWorker()
  }

  /** The page learns what the worker keeps. */
  function hearWorker(): void {
    const { slots, page } = tablet
    if (!page) return
    const trial = slots.phase === 'trial' ? slots.trial : undefined
    const stored = [slots.active, slots.previous, trial?.version].includes(page.update.running)
    const isMine = trial !== undefined && trial.token === page.token
    toPage({ type: 'worker', stored, failed: slots.failed, ...(isMine && { trial: trial.token }), at })
  }

  function toPage(event: UpdateEvent): void {
    const { page } = tablet
    if (!page) return
    const was = page.update.phase
    const { state, effects } = stepUpdate(page.update, event, nature.rules)
    page.update = state
    if (was !== state.phase && (state.phase === 'rolled_back' || state.phase === 'stuck' || was === 'trial'))
      deeds.push({ do: 'look' })
    for (const effect of effects) {
      if (effect.do === 'stage') download(effect.target, 0, around(nature.download, dice))
      if (effect.do === 'switch') switchTo(effect.target)
      if (effect.do === 'confirm') toWorker({ type: 'confirmed', token: effect.token })
      if (effect.do === 'adopt') toWorker({ type: 'adopted', version: state.running })
      if (effect.do === 'wake') later(effect.at - at, { type: 'wake' })
      if (effect.do === 'dismiss') page.asked = false
      if (effect.do === 'prompt' && !page.asked) {
        page.asked = true
        later(around(nature.answer, dice), { type: 'answered' })
      }
    }
  }

  const { page } = tablet
  if (happening.type === 'opened') open()
  else if (happening.type === 'closed') delete tablet.page
  else if (page && happening.type === 'started') start(page)
  else if (page && happening.type === 'news') hear(happening.news)
  else if (page && happening.type === 'downloading') download(happening.target, happening.loaded, happening.total)
  else if (page?.asked && happening.type === 'answered') toPage({ type: 'accepted', at })
  else if (page && happening.type === 'wake') toPage({ type: 'wake', at })
  else if (page && happening.type === 'expired') toWorker({ type: 'expired', token: happening.token, at })
  return { tablet, deeds }
}
