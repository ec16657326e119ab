import { hasEnded } from '@relevo/core/deployment'
import { type Assignment, isUnderWay } from '@relevo/core/waves'
import { type Dice, dice } from '../../packages/core/src/testing/dice.ts'
import { Control } from './control.ts'
import { Broken, must } from './must.ts'
import { Operator } from './operator.ts'
import { planOf } from './plan.ts'
import { MONTH, Tablet } from './tablet.ts'
import { Witness } from './witness.ts'

/** How the life of a fleet went. */
export interface Verdict {
  seed: number
  /** The rule that did not hold, or `undefined`. */
  broken: string | undefined
  /** What came to pass, and how often. */
  seen: Record<string, number>
}

const DAY = 24 * 60
const LARGE = 20_000
/** Minutes after which somebody has enough of a deployment that does not end. */
const ENOUGH = 4 * DAY
/** Minutes that a fleet is left alone afterwards, and for how long nothing must have moved then. */
const PEACE = 4 * 60
const QUIET = 60

/**
 * The life of a fleet: a release is brought in, in waves, with all the troubles of this seed, and then the fleet is left
 * alone until it has come to rest; a month later those come back who were away.
 *
 * @param trace hears what happens, for a person
 */
export function live(seed: number, size: number, trace?: (line: string) => void): Verdict {
  const witness = new Witness(trace)
  try {
    new Life(seed, size, witness).run()
    return { seed, broken: undefined, seen: witness.seen }
  } catch (error) {
    if (!(error instanceof Broken)) throw error
    return { seed, broken: error.message, seen: witness.seen }
  }
}

class Life {
  readonly #chance: Dice
  readonly #control: Control
  readonly #operator: Operator
  readonly #witness: Witness
  readonly #id: string
  /** Share of the tablets on which the release is no good. */
  readonly #bad: number
  #outageUntil = 0
  /** By minute, who checks in then. */
  readonly #calendar = new Map<number, number[]>()

  constructor(seed: number, size: number, witness: Witness) {
    const chance = dice(seed)
    this.#chance = chance
    this.#id = `d${seed}`
    this.#bad = chance.pick([0, 0.005, 0.02, 0.06, 0.1, 0.5])
    this.#witness = witness
    const plan = planOf(chance, size)
    this.#control = new Control(plan, { phase: 'checking', attempt: 1, candidate: true }, witness)
    this.#operator = new Operator(chance)
    for (let n = 0; n < size; n += 1) this.#join()
    witness.tell(this.#control, `seed ${seed}: ${size} tablets, ${this.#bad} bad; ${JSON.stringify(plan)}`)
  }

  run(): void {
    const control = this.#control
    control.apply({ type: 'checked', verdict: 'healthy', at: 0 })
    while (!hasEnded(control.state)) {
      this.#minute()
      this.#operator.look(control)
      if (control.now % 60 === 30) this.#happen()
      if (control.now > ENOUGH) this.#operator.end(control)
    }
    this.#rest()
    this.#sleep()
    this.#rest()
    this.#inTheEnd()
    // Nobody is heard any more: whoever is on the way has to come to an end by time alone.
    control.now += 3 * 60
    control.sweep()
    for (const one of control.assignments)
      if (one && isUnderWay(one)) must(one.phase === 'staged', `a try ends, and does not stay ${one.phase}`)
  }

  /** Everybody who checks in this minute, and what is made of it. */
  #minute(): void {
    const control = this.#control
    control.now += 1
    const crowd = this.#calendar.get(control.now) ?? []
    this.#calendar.delete(control.now)
    for (const n of crowd) {
      if (control.now < this.#outageUntil) {
        this.#note(n, this.#outageUntil + this.#chance.below(5))
        continue
      }
      const tablet = control.tablets[n]
      const report = tablet?.checkIn(control.now)
      if (tablet && report) tablet.hear(control.answer(n, report))
      const wakes = tablet?.silentUntil ?? 0
      if (wakes !== Number.POSITIVE_INFINITY) this.#note(n, Math.max(wakes, control.now + (tablet?.next() ?? 1)))
    }
    control.sweep()
    // Time alone decides nothing that is urgent, and a large fleet is counted less often.
    const isNews = this.#witness.movedAt >= control.now - 1 && control.tablets.length < LARGE
    if (isNews || control.now % 5 === 0) control.measure()
    this.#work()
  }

  /** What nobody has ordered: more tablets, no network for a while, a clock that is set back. */
  #happen(): void {
    const control = this.#control
    const chance = this.#chance
    const size = control.tablets.length
    if (chance.chance(0.3)) for (let i = 0; i < size / 500; i += 1) this.#join()
    if (chance.chance(0.04)) {
      this.#outageUntil = control.now + chance.below(90)
      this.#witness.tell(control, `no network until minute ${this.#outageUntil}`)
    }
    if (!chance.chance(0.04)) return
    control.setBack += chance.below(90)
    this.#witness.tell(control, `the clock is set back by ${control.setBack} minutes in all`)
  }

  /** What the deployer and the prober do. */
  #work(): void {
    const control = this.#control
    const { at } = control
    const { phase } = control.state
    if (phase === 'promoting') control.apply({ type: 'promoted', at })
    if (phase === 'rolling-back') control.apply({ type: 'went-back', at })
    if (phase === 'settling-back') control.apply({ type: 'woke', at })
    if (phase === 'checking-back') control.apply({ type: 'checked', verdict: 'healthy', at })
  }

  #join(): void {
    const { tablets, now } = this.#control
    const tablet = new Tablet(tablets.length, this.#id, this.#bad, this.#chance)
    this.#note(this.#control.join(tablet), Math.max(tablet.silentUntil, now + 1 + this.#chance.below(10)))
  }

  #note(n: number, minute: number): void {
    const crowd = this.#calendar.get(minute)
    if (crowd) crowd.push(n)
    else this.#calendar.set(minute, [n])
  }

  #rest(): void {
    const control = this.#control
    const until = control.now + PEACE
    while (control.now < until || control.now - this.#witness.movedAt < QUIET) {
      must(control.now < until + ENOUGH, 'a fleet that is left alone comes to rest')
      this.#minute()
      this.#operator.look(control)
    }
  }

  /** A month later, at half past one in the night. */
  #sleep(): void {
    const control = this.#control
    const passed = Math.ceil((control.now + MONTH) / DAY) * DAY + 90 - control.now
    for (const [minute, crowd] of [...this.#calendar]) {
      this.#calendar.delete(minute)
      for (const n of crowd) this.#note(n, minute + passed)
    }
    control.now += passed
  }

  /** Nobody is on a release that was taken back, and whoever is well is on one that was not. */
  #inTheEnd(): void {
    const { tablets, assignments, state, now } = this.#control
    const witness = this.#witness
    must(hasEnded(state), 'a deployment ends')
    // The hours of the last night went by while the brake was pulled.
    const hasMissed = now - witness.brakedAt < DAY
    for (const [n, tablet] of tablets.entries()) {
      const one = assignments[n]
      if (now < tablet.silentUntil) continue
      const hasIt = tablet.runs === 'r2'
      if (state.phase !== 'success') must(!hasIt, 'nobody stays on a release that was taken back')
      else if (one?.phase === 'succeeded') must(hasIt, 'who succeeded runs it')
      else if (tablet.fate === 'good' && !state.spread?.brake && !(hasMissed && tablet.group === 'night'))
        must(hasIt || isSpent(one), 'who is well gets it, once all waves are over')
    }
  }
}

function isSpent(one: Assignment | undefined): boolean {
  return one?.phase === 'failed' && one.code === 'offers-spent'
}
