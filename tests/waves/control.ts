import {
  type DeploymentEvent,
  type DeploymentState,
  hasEnded,
  isBraked,
  type Policy,
  step,
} from '@relevo/core/deployment'
import type { Report } from '@relevo/core/protocol'
import * as core from '@relevo/core/waves'
import { checkSweep } from './check-sweep.ts'
import type { Answer, Tablet } from './tablet.ts'
import type { Witness } from './witness.ts'

const MINUTE = 60_000
/** Minutes without a word after which a tablet is not there. */
export const GONE = 40

/** What a server does with the pure machine, and nothing more: it hears, answers, counts and keeps. */
export class Control {
  state: DeploymentState
  readonly policy: Policy
  readonly plan: core.Canary
  readonly rules: core.AssignmentRules
  readonly tablets: Tablet[] = []
  readonly assignments: (core.Assignment | undefined)[] = []
  readonly lastSeen: number[] = []
  /** Minutes that really passed, and how many of them the clock was set back by. */
  now = 0
  setBack = 0
  slots = 0
  #reach: { wave: number; size: number; reach: number } | undefined
  readonly #witness: Witness

  constructor(plan: core.Canary, state: DeploymentState, witness: Witness) {
    this.plan = plan
    this.policy = { delay: 0, attempts: 1, interval: 1, plan }
    this.rules = core.assignmentRules('r2', plan)
    this.state = state
    this.#witness = witness
  }

  /** A tablet that is known from an import: nobody has heard it yet. */
  join(tablet: Tablet): number {
    this.assignments.push(undefined)
    this.lastSeen.push(Number.NEGATIVE_INFINITY)
    return this.tablets.push(tablet) - 1
  }

  /** What the clock says, milliseconds; it may be set back. */
  get at(): number {
    return (this.now - this.setBack) * MINUTE
  }

  isThere(n: number): boolean {
    return this.now - (this.lastSeen[n] ?? Number.NEGATIVE_INFINITY) <= GONE
  }

  /** Tablets of the group `night` are updated from two to five. */
  isInWindow({ group }: Tablet): boolean {
    const hour = Math.floor(this.now / 60) % 24
    return group !== 'night' || (hour >= 2 && hour < 5)
  }

  /** The wave of a tablet; `undefined` while none that is open has it. */
  waveOf(n: number): number | undefined {
    const known = this.assignments[n]?.wave
    if (known !== undefined) return known
    if (this.state.phase === 'success') return this.plan.waves.length + 1
    const tablet = this.tablets[n]
    return tablet && core.waveOf(this.plan, this.state.spread?.reaches ?? [], tablet)
  }

  /** A tablet checks in. */
  answer(n: number, report: Report): Answer {
    const known = this.assignments[n]
    const taken = known ? this.takesSlot(n, known) : 0
    this.lastSeen[n] = this.now
    if (known) this.slots += this.takesSlot(n, known) - taken
    const isAbout = report.release === 'r2' || report.target === 'r2'
    const wave = this.waveOf(n) ?? (isAbout ? Math.max(1, this.state.spread?.wave ?? 1) : undefined)
    if (known || isAbout) this.happen(n, { type: 'reported', at: this.at, report }, wave)
    const answer = this.#answerTo(n, report)
    this.#witness.answered(this, n, report, answer)
    return answer
  }

  /** Let something happen to the assignment of a tablet. */
  happen(n: number, event: core.AssignmentEvent, wave?: number): core.Assignment | undefined {
    const before = this.assignments[n]
    const from = before ?? (wave === undefined ? undefined : core.pendingIn(wave, event.at))
    if (!from) return undefined
    const after = core.step(from, event, this.rules)
    if (after === before) return after
    this.assignments[n] = after
    this.slots += this.takesSlot(n, after) - (before ? this.takesSlot(n, before) : 0)
    this.#witness.moved(this, n, from, event, after)
    return after
  }

  /** Let something happen to the deployment. */
  apply(event: DeploymentEvent): void {
    const before = this.state
    this.state = step(before, event, this.policy)
    this.#witness.stepped(this, before, event)
  }

  /** Who fell silent, who is called off, and how many slots are taken. */
  sweep(): void {
    const isOff = isBraked(this.state.spread?.brake)
    let slots = 0
    for (let n = 0; n < this.assignments.length; n += 1) {
      const one = this.assignments[n]
      if (!one || !core.isUnderWay(one)) continue
      const isCallable = isOff && core.stageOf(one.phase) < core.stageOf('switching')
      const left = this.happen(n, { type: isCallable ? 'called-off' : 'woke', at: this.at })
      if (left) slots += this.takesSlot(n, left)
    }
    this.slots = slots
    checkSweep(this)
  }

  /** Count the tablets, and have the deployment hear of it. */
  measure(): void {
    const { spread } = this.state
    if (!spread) return
    const open = this.state.phase === 'success' ? this.plan.waves.length + 1 : spread.wave
    const counting = { at: this.at, timeout: this.plan.timeout, countFrom: spread.countFrom }
    const [wave, all] = [{ ...core.NOBODY }, { ...core.NOBODY }]
    for (let n = 0; n < this.tablets.length; n += 1) {
      const tablet = this.tablets[n]
      const member = this.waveOf(n)
      if (!tablet || member === undefined) continue
      const assignment = this.assignments[n]
      const isThere = this.isThere(n)
      const counted = { assignment, isThere, isForWindow: isThere && !this.isInWindow(tablet) }
      core.count(all, counted, counting)
      if (member === open) core.count(wave, counted, counting)
    }
    this.apply({
      type: 'measured',
      at: this.at,
      wave,
      all,
      reach: this.reach(),
      back: { version: 'r1', deployment: 'd1' },
    })
  }

  /** How far the next wave would reach. */
  reach(): number {
    const { wave = 0, reaches = [] } = this.state.spread ?? {}
    const next = this.plan.waves[wave]
    if (!next) return core.PLACES
    if (this.#reach?.wave !== wave || this.#reach.size !== this.tablets.length) {
      const places = this.tablets.map(({ place }) => place)
      this.#reach = { wave, size: places.length, reach: core.reachOf(next, places, reaches.at(-1) ?? 0) }
    }
    return this.#reach.reach
  }

  takesSlot(n: number, one: core.Assignment): number {
    return core.takesSlot(one, { isThere: this.isThere(n), at: this.at, timeout: this.plan.timeout }) ? 1 : 0
  }

  #answerTo(n: number, report: Report): Answer {
    const isWanted =
      this.state.phase === 'success' || (this.state.spread && !hasEnded(this.state) && !('back' in this.state))
    if (!isWanted) {
      this.happen(n, { type: 'superseded', at: this.at })
      return { version: 'r1' }
    }
    const tablet = this.tablets[n]
    const wave = this.waveOf(n)
    const isCurrent = this.state.phase === 'success'
    const stay: Answer = { version: report.release as 'r1' | 'r2' }
    if (!tablet || wave === undefined) return stay
    const before = this.assignments[n]
    const told = (): Answer => ({
      version: 'r2',
      retry: this.assignments[n]?.retry,
      force: this.assignments[n]?.forced,
    })
    if (report.release === 'r2') return told()
    const spread = this.state.spread
    const why = core.whyNot(before, {
      isBraked: isBraked(spread?.brake),
      isPaused: spread?.paused !== undefined,
      isInWindow: this.isInWindow(tablet),
      slots: this.slots,
      atOnce: this.plan.atOnce,
    })
    // What is current is told to everybody, and refused by the tablet on which it failed.
    if (why === 'failed-here' && isCurrent) return told()
    if (why === 'braked') this.happen(n, { type: 'called-off', at: this.at })
    if (why !== undefined) return stay
    const isOnItsWay = report.target === 'r2' && report.phase !== 'current'
    const isNews = !before || before.phase === 'pending' || before.phase === 'superseded' || !isOnItsWay
    if (isNews && this.happen(n, { type: 'offered', at: this.at }, wave)?.phase === 'failed') return stay
    return told()
  }
}
