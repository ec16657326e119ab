import type { TabletCode } from '../errors/codes.ts'
import type { Version } from '../release/version.ts'
import { keptReleases, NO_SLOTS, nextRelease, type Slots } from '../slots/slots.ts'
import { type SlotsEvent, step as stepSlots } from '../slots/step.ts'
import { firstState, type UpdateRules, type UpdateState } from '../update/state.ts'
import { step as stepUpdate, type UpdateEvent } from '../update/step.ts'
import type { Happening } from './updates.ts'

/** What a release does when a page starts it. */
type Health = 'good' | 'throws' | 'hangs'

/** Everything outside the two machines; a test turns it. */
export interface World {
  now: number
  wanted: Version
  force: boolean
  blocked: Version[]
  retry: string | undefined
  health: Readonly<Record<Version, Health>>
  online: boolean
  /** Does the kiosk do what the page asks when it asks for a reload? */
  reloads: boolean
}

interface Ask {
  ask: 'hello' | 'stage' | 'switch' | 'confirm' | 'adopt'
  target: Version
}

export interface Page {
  state: UpdateState
  /** Set when the worker served it a trial. */
  token: string | undefined
  asks: Ask[]
  wakeAt: number | undefined
  /** A page that threw or hangs does nothing any more. */
  dead: boolean
}

const TRIAL = { attempts: 2, readyTimeout: 30_000 }

/** A whole tablet: the worker's slots, which survive everything, and the pages, which survive nothing. */
export class Tablet {
  slots: Slots = NO_SLOTS
  pages: Page[] = []
  /** Reloads that no person asked for. */
  reloads = 0
  #watch: { token: string; at: number } | undefined
  readonly #world: World
  readonly #rules: UpdateRules

  constructor(world: World, rules: UpdateRules) {
    this.#world = world
    this.#rules = rules
  }

  /** A page is opened or reloaded. */
  navigate(old?: Page): void {
    this.pages = this.pages.filter((page) => page !== old)
    this.happen({ type: 'navigated', at: this.#world.now, ...TRIAL })
    const running = nextRelease(this.slots) ?? this.#world.wanted
    const token = this.slots.phase === 'trial' ? this.slots.trial.token : undefined
    const asks: Ask[] = [{ ask: 'hello', target: running }]
    this.pages.push({ state: firstState(running), token, asks, wakeAt: undefined, dead: false })
  }

  /** Power is cut: only the record is left. */
  lose(): void {
    this.pages = []
    this.#watch = undefined
  }

  /** The browser stops the worker; its timers are gone. */
  stopWorker(): void {
    this.#watch = undefined
  }

  /** Something happens to the slots. */
  happen(event: SlotsEvent): void {
    const { slots, effects } = stepSlots(this.slots, event)
    const changed = slots !== this.slots
    this.slots = structuredClone(slots)
    for (const effect of effects) {
      if (effect.do === 'watch') this.#watch = effect
      if (effect.do === 'recover') this.#recover(effect.version)
    }
    if (changed) for (const page of [...this.pages]) this.#tell(page)
  }

  /** Something happens to a page. */
  tell(page: Page, happening: Happening): void {
    if (page.dead) return
    const { state, effects } = stepUpdate(page.state, { at: this.#world.now, ...happening } as UpdateEvent, this.#rules)
    page.state = state
    for (const effect of effects) {
      if (effect.do === 'wake') page.wakeAt = effect.at
      if (effect.do === 'stage' || effect.do === 'switch') page.asks.push({ ask: effect.do, target: effect.target })
      if (effect.do === 'confirm' || effect.do === 'adopt') page.asks.push({ ask: effect.do, target: state.running })
    }
  }

  /** The page polls: what the shell does with an answer of the server. */
  poll(page: Page): void {
    const { wanted: version, force, blocked, retry, online, now: at } = this.#world
    if (!online || page.dead) return
    if (blocked.length > 0) this.happen({ type: 'blocked', versions: blocked, at })
    if (retry && Object.hasOwn(this.slots.failed, version)) this.happen({ type: 'retry', version, retry })
    this.tell(page, { type: 'news', news: { version, force, blocked, manifest: 'm', ...(retry && { retry }) } })
  }

  /** The page's program runs: up, broken or hanging. */
  boot(page: Page): void {
    if (page.dead || page.state.ready) return
    const health = this.#world.health[page.state.running]
    if (health === 'good') this.tell(page, { type: 'ready' })
    else page.dead = true
    if (health === 'throws' && page.token !== undefined)
      this.happen({ type: 'boot-failed', token: page.token, code: 'boot-error', at: this.#world.now })
  }

  /** The worker's watchdog and the page's timer look at the clock. */
  look(page: Page): void {
    const { now } = this.#world
    if (this.#watch && now >= this.#watch.at) {
      const { token } = this.#watch
      this.#watch = undefined
      this.happen({ type: 'expired', token, at: now })
    }
    if (page.wakeAt === undefined || now < page.wakeAt) return
    page.wakeAt = undefined
    this.tell(page, { type: 'wake' })
  }

  /** The worker answers the page's oldest ask, or does not. */
  answer(page: Page, heard: boolean): void {
    const asked = page.asks.shift()
    if (!asked || page.dead) return
    if (heard) this.#answer(page, asked)
    // A page asks again who it is; a lost confirmation or adoption comes again with the next news.
    else if (asked.ask === 'hello') page.asks.push(asked)
    else if (asked.ask === 'stage' || asked.ask === 'switch') this.#refuse(page, asked, 'worker-silent')
  }

  #answer(page: Page, asked: Ask): void {
    const { ask, target: version } = asked
    if (ask === 'hello') this.#tell(page)
    if (ask === 'adopt') this.happen({ type: 'adopted', version })
    if (ask === 'confirm' && page.token !== undefined) this.happen({ type: 'confirmed', token: page.token })
    if (ask === 'stage' && !this.#world.online) this.#refuse(page, asked, 'network')
    else if (ask === 'stage') {
      this.happen({ type: 'staged', version })
      this.tell(page, { type: 'stored', target: version })
    }
    if (ask !== 'switch') return
    const token = `token-${this.#world.now}-${this.reloads}`
    if (nextRelease(this.slots) !== version) this.happen({ type: 'switch', version, token })
    if (nextRelease(this.slots) !== version) this.#refuse(page, asked, 'switch-refused')
    else if (!this.#world.reloads) this.#refuse(page, asked, 'reload-ignored')
    else {
      this.reloads += 1
      this.navigate(page)
    }
  }

  #refuse(page: Page, { ask, target }: Ask, code: TabletCode): void {
    this.tell(page, { type: ask === 'stage' ? 'stage-failed' : 'switch-failed', target, code })
  }

  /** A hanging page cannot be navigated; any other that runs this release is. */
  #recover(version: Version): void {
    for (const page of [...this.pages]) {
      const hangs = page.dead && this.#world.health[version] === 'hangs'
      if (page.state.running !== version || hangs) continue
      this.reloads += 1
      this.navigate(page)
    }
  }

  #tell(page: Page): void {
    const { slots } = this
    const onTrial = slots.phase === 'trial' && slots.trial.token === page.token
    const stored = keptReleases(slots).includes(page.state.running)
    this.tell(page, { type: 'worker', stored, failed: slots.failed, ...(onTrial && { trial: slots.trial.token }) })
  }
}
