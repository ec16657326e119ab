import { type DeploymentEvent, type DeploymentState, hasEnded, isBraked } from '@relevo/core/deployment'
import { type Assignment, type AssignmentEvent, isFailure, isUnderWay } from '@relevo/core/waves'
import { type Control, GONE } from './control.ts'
import { ownBrake } from './own-count.ts'

const MINUTE = 60_000

/** A rule that did not hold. */
export class Broken extends Error {}

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
    if (after.phase === 'timed_out')
      this.must(after.during !== 'staged', 'who waits for a person does not run out of time')
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
    if (opened) this.#opened(control, before, event)
    if (state.phase === 'baking' && before.phase !== 'baking') this.#passedAt = control.now
    if (event.type === 'measured') this.#lookedAt(control, before, event)
    if (spread?.brake && !before.spread?.brake) {
      this.brakedAt = control.now
      this.count(`brake: ${spread.brake.action}`)
    }
    if (spread?.paused && !before.spread?.paused) this.count(`pause: ${spread.paused.why}`)
    if (state.phase !== before.phase) this.count(`deployment: ${state.phase}`)
  }

  must(holds: boolean, rule: string): void {
    if (!holds) throw new Broken(rule)
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
    this.must(event.type === 'reported' && up !== undefined, 'success is a report of a tablet that is up')
    this.must(MINUTE * (now - (up ?? now)) >= rules.verify, 'success is a tablet that stayed')
    this.must(tablets[n]?.runs === 'r2', 'success is a tablet that runs the release')
  }

  #offered(control: Control, n: number, before: Assignment, after: Assignment): void {
    const { state, plan, rules, slots } = control
    this.must(after.phase !== 'failed' || before.offers >= rules.maxOffers, 'offers are spent when they are used up')
    if (after.phase === 'failed') return
    const tablet = control.tablets[n]
    const { spread } = state
    const isNew = !isUnderWay(before)
    this.must(state.phase === 'success' || isOpenFor(control, n), 'nobody is offered it before its wave opens')
    this.must(!isBraked(spread?.brake), 'nobody is offered it while the brake is pulled')
    this.must(!isFailure(before) || before.phase === 'timed_out', 'nobody is offered it on whom it failed')
    this.must(!hasEnded(state) || state.phase === 'success', 'nobody is offered it once it has ended')
    if (isNew && !before.forced) {
      this.must(!spread?.paused, 'nobody is offered it while it is paused')
      this.must(tablet !== undefined && control.isInWindow(tablet), 'nobody is offered it outside its hours')
      this.must(slots <= (plan.atOnce ?? Number.POSITIVE_INFINITY), 'no more are on their way than there are slots')
    }
    this.offers[n] = (this.offers[n] ?? 0) + 1
    this.must(after.offers <= rules.maxOffers, 'offers in a row are capped')
    this.must((this.offers[n] ?? 0) <= STAGES * rules.maxOffers, 'offers to one tablet are capped')
    this.count('offers')
  }

  /** A wave was opened: the next one, with all who were in it before, and for a reason. */
  #opened(control: Control, { phase, spread: before }: DeploymentState, event: DeploymentEvent): void {
    const { state, plan, now } = control
    const { wave = 0, reaches = [] } = state.spread ?? {}
    this.must(wave === (before?.wave ?? 0) + 1, 'waves open one after the other')
    this.must((reaches.at(-1) ?? 0) >= (reaches.at(-2) ?? 0), 'a larger wave keeps whom a smaller one had')
    this.must(!isBraked(before?.brake) && before?.paused?.why !== 'operator', 'no wave opens while it is stopped')
    this.count('waves')
    this.#reached(control)
    if (event.type === 'promote') return
    this.must(!before?.paused, 'no wave opens while it is paused')
    this.must(!plan.waves[wave - 1]?.approval, 'a wave that needs a yes opens by a yes')
    const { bake = 0, success = 0 } = plan.waves[wave - 2] ?? {}
    if (wave > 1 && event.type === 'measured') {
      const { members, succeeded, failed, waiting, underWay } = event.wave
      const share = succeeded / (succeeded + failed + waiting + underWay)
      this.must(members === 0 || share >= success, 'a wave opens when the one before has succeeded')
    }
    if (wave > 1 && bake > 0)
      this.must(phase === 'baking' && MINUTE * (now - this.#passedAt) >= bake, 'a wave bakes for its time')
  }

  /** A percentage or a count takes in as many as it must. */
  #reached({ state, plan, tablets }: Control): void {
    const { wave = 0, reaches = [] } = state.spread ?? {}
    const rule = plan.waves[wave - 1]
    const [before = 0, reach = 0] = [reaches.at(-2), reaches.at(-1)]
    if (!rule || !('percent' in rule || 'count' in rule) || reach === before) return
    const wanted = 'percent' in rule ? Math.ceil((tablets.length * rule.percent) / 100) : rule.count
    const taken = tablets.reduce((sum, { place }) => sum + (place < reach ? 1 : 0), 0)
    this.must(taken === wanted, `a wave of ${wanted} takes in as many, and not ${taken}`)
  }

  /** After the sweep: nobody waits too long, nobody goes on who was called off, and slots are taken by the living. */
  swept({ state, assignments, rules, plan, at, now, slots, lastSeen }: Control): void {
    const isOff = isBraked(state.spread?.brake)
    let taken = 0
    for (let n = 0; n < assignments.length; n += 1) {
      const one = assignments[n]
      if (!one || !isUnderWay(one)) continue
      const isSwitching = one.phase === 'switching' || one.phase === 'trial'
      this.must(!isOff || isSwitching, 'the brake calls off who has not begun to switch')
      const wait = one.due - at
      const isTimely = wait > 0 && wait <= rules.timeout + rules.verify
      this.must(one.phase === 'staged' || isTimely, 'who gets no further is due in time')
      const isHeld = one.phase === 'staged' && Math.abs(at - one.since) > plan.timeout
      if (!isHeld && now - (lastSeen[n] ?? 0) <= GONE) taken += 1
    }
    this.must(slots === taken, `slots are taken by who is on the way and there: ${slots}, not ${taken}`)
  }

  /** The brake is pulled when, and only when, the account says so. */
  #lookedAt(control: Control, before: DeploymentState, event: DeploymentEvent & { type: 'measured' }): void {
    const isWatched = ['spreading', 'baking', 'gated', 'success'].includes(before.phase)
    if (!isWatched || !before.spread || before.spread.brake || before.spread.wave === 0) return
    const expected = ownBrake(control, this.failedAt, before)
    const pulled = control.state.spread?.brake !== undefined
    const { failed, succeeded } = event.all
    this.must(pulled === expected, `the brake is ${expected ? '' : 'not '}pulled at ${failed} of ${failed + succeeded}`)
  }
}

/** Is a tablet in a wave that was opened? By the plan, and not by the function that decides it. */
function isOpenFor({ plan, state, tablets }: Control, n: number): boolean {
  const tablet = tablets[n]
  const { reaches = [], wave = 0 } = state.spread ?? {}
  return plan.waves.slice(0, wave).some((one, i) => {
    if (!tablet) return false
    if ('groups' in one && one.groups.includes(tablet.group)) return true
    if ('tags' in one && one.tags.some((tag) => tablet.tags.includes(tag))) return true
    return ('percent' in one && one.percent === 100) || tablet.place < (reaches[i] ?? 0)
  })
}
