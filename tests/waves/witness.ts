import { type DeploymentEvent, type DeploymentState, hasEnded, isBraked } from '@relevo/core/deployment'
import type { Report } from '@relevo/core/protocol'
import { type Assignment, type AssignmentEvent, isFailure, isUnderWay } from '@relevo/core/waves'
import { checkOpening, isOpenFor } from './check-opening.ts'
import type { Control } from './control.ts'
import { must } from './must.ts'
import { ownBrake } from './own-count.ts'
import type { Answer } from './tablet.ts'

const MINUTE = 60_000

/** Further stages a try can come to, each with offers anew. */
const STAGES = 5

/** Sees everything that happens, and knows what must hold, by an account of its own. */
export class Witness {
  /** Since when each tablet has run the release and said that it is up; minutes that really passed. */
  readonly upSince: (number | undefined)[] = []
  /** When each tablet failed, by its first failure since its last success or further try. */
  readonly failedAt: (number | undefined)[] = []
  /** Offers to each tablet that led no further than to the question whether it may switch. */
  readonly offers: number[] = []
  readonly hasSwitched: boolean[] = []
  /** What came to pass, and how often. */
  readonly seen: Record<string, number> = {}
  /** When anything moved last; minutes. */
  movedAt = 0
  /** When the brake was pulled last; minutes. */
  brakedAt = 0
  #passedAt = 0
  readonly #trace: ((line: string) => void) | undefined

  constructor(trace?: (line: string) => void) {
    this.#trace = trace
  }

  /** Something happened to a tablet. */
  moved(control: Control, n: number, before: Assignment, event: AssignmentEvent, after: Assignment): void {
    const { at } = control
    if (event.type === 'reported') this.#heard(control, n, event)
    if (event.type === 'offered') this.#offered(control, n, before, after)
    if (after.phase === 'succeeded') this.#succeeded(control, n, event)
    if (isFailure(after)) this.failedAt[n] ??= at
    if (after.phase === 'timed_out') must(after.during !== 'staged', 'who waits for a person does not run out of time')
    const isForgiven = ['succeeded', 'superseded', 'incompatible'].includes(after.phase) || after.retry !== before.retry
    if (isForgiven) this.failedAt[n] = undefined
    if (after.retry !== before.retry || after.phase === 'superseded') this.#beginAnew(n)
    if (before.phase !== after.phase) {
      this.movedAt = control.now
      this.count(`${after.phase}${'code' in after && after.code === 'offers-spent' ? ': offers-spent' : ''}`)
      if (before.phase === 'succeeded' && isFailure(after)) this.count('fell back after its success')
      if (isFailure(before) && after.phase === 'trial') this.count('ran it after its failure')
    }
    if (this.#trace && before.phase !== after.phase && control.tablets.length <= 50)
      this.tell(control, `${control.tablets[n]?.id}: ${before.phase} → ${after.phase}`)
  }

  /** A tablet was heard, and answered. */
  answered({ assignments, state }: Control, n: number, { release }: Report, { version }: Answer): void {
    const one = assignments[n]
    if (release === 'r2') return
    must(one?.phase !== 'succeeded', 'who runs another release has not succeeded')
    if (version === 'r1' || !isBraked(state.spread?.brake)) return
    const isOnItsWay = one?.phase === 'switching' || one?.phase === 'trial'
    const isRefused = one !== undefined && (isFailure(one) || one.phase === 'incompatible')
    must(isOnItsWay || (isRefused && state.phase === 'success'), 'the brake sends nobody to the release')
  }

  /** Something happened to the deployment. */
  stepped(control: Control, before: DeploymentState, event: DeploymentEvent): void {
    const { state } = control
    if (state === before) {
      if (event.type === 'measured') this.#lookedAt(control, before, event)
      return
    }
    if (before.phase !== state.phase || event.type !== 'measured') this.tell(control, `${event.type}: ${state.phase}`)
    const { spread } = state
    const opened = (spread?.wave ?? 0) - (before.spread?.wave ?? 0)
    if (opened) {
      checkOpening(control, before, event, this.#passedAt)
      this.count('waves')
    }
    if (state.phase === 'baking' && before.phase !== 'baking') this.#passedAt = control.now
    if (event.type === 'measured') this.#lookedAt(control, before, event)
    if (spread?.brake && !before.spread?.brake) {
      this.brakedAt = control.now
      this.count(`brake: ${spread.brake.action}`)
    }
    if (spread?.paused && !before.spread?.paused) this.count(`pause: ${spread.paused.why}`)
    if (state.phase !== before.phase) this.count(`deployment: ${state.phase}`)
  }

  count(what: string): void {
    this.seen[what] = (this.seen[what] ?? 0) + 1
  }

  tell({ now }: Control, line: string): void {
    this.#trace?.(`${String(Math.floor(now / 60)).padStart(4)}:${String(now % 60).padStart(2, '0')} ${line}`)
  }

  #heard({ now }: Control, n: number, { report }: AssignmentEvent & { type: 'reported' }): void {
    const isUp = report.release === 'r2' && report.phase !== 'trial' && report.phase !== 'stuck'
    this.upSince[n] = isUp ? (this.upSince[n] ?? now) : undefined
    this.hasSwitched[n] ||= report.release === 'r2' || report.phase === 'switching'
    if (report.phase === 'staged' && !this.hasSwitched[n]) this.#beginAnew(n)
  }

  #beginAnew(n: number): void {
    this.offers[n] = 0
    this.hasSwitched[n] = false
  }

  #succeeded({ rules, tablets, now }: Control, n: number, event: AssignmentEvent): void {
    const up = this.upSince[n]
    must(event.type === 'reported' && up !== undefined, 'success is a report of a tablet that is up')
    must(MINUTE * (now - (up ?? now)) >= rules.verify, 'success is a tablet that stayed')
    must(tablets[n]?.runs === 'r2', 'success is a tablet that runs the release')
  }

  #offered(control: Control, n: number, before: Assignment, after: Assignment): void {
    const { state, plan, rules, slots } = control
    must(after.phase !== 'failed' || before.offers >= rules.maxOffers, 'offers are spent when they are used up')
    if (after.phase === 'failed') return
    const tablet = control.tablets[n]
    const { spread } = state
    const isNew = !isUnderWay(before)
    must(state.phase === 'success' || isOpenFor(control, n), 'nobody is offered it before its wave opens')
    must(!isBraked(spread?.brake), 'nobody is offered it while the brake is pulled')
    must(!isFailure(before) || before.phase === 'timed_out', 'nobody is offered it on whom it failed')
    must(!hasEnded(state) || state.phase === 'success', 'nobody is offered it once it has ended')
    if (isNew && !before.forced) {
      must(!spread?.paused, 'nobody is offered it while it is paused')
      must(tablet !== undefined && control.isInWindow(tablet), 'nobody is offered it outside its hours')
      must(slots <= (plan.atOnce ?? Number.POSITIVE_INFINITY), 'no more are on their way than there are slots')
    }
    this.offers[n] = (this.offers[n] ?? 0) + 1
    must(after.offers <= rules.maxOffers, 'offers in a row are capped')
    must((this.offers[n] ?? 0) <= STAGES * rules.maxOffers, 'offers to one tablet are capped')
    this.count('offers')
  }

  /** The brake is pulled when, and only when, the account says so. */
  #lookedAt(control: Control, before: DeploymentState, event: DeploymentEvent & { type: 'measured' }): void {
    const isWatched = ['spreading', 'baking', 'gated', 'success'].includes(before.phase)
    if (!isWatched || !before.spread || before.spread.brake || before.spread.wave === 0) return
    const expected = ownBrake(control, this.failedAt, before)
    const pulled = control.state.spread?.brake !== undefined
    const { failed, succeeded } = event.all
    must(pulled === expected, `the brake is ${expected ? '' : 'not '}pulled at ${failed} of ${failed + succeeded}`)
  }
}
