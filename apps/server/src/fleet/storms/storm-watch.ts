import type { Comer } from './comer.ts'
import { CALM, type PassedStorm, type Storm, type StormEvent, type StormRules, step } from './storm.ts'

/** Asked before anything is done for whoever comes in numbers. */
export interface StormWatch {
  /**
   * May one more come in?
   *
   * @returns seconds after which it should come again; `undefined` when it is let in
   */
  ask(comer: Comer): number | undefined
  /** One that was let in has its answer, or is gone. */
  left(comer: Comer): void
  /** A turn of the event loop began so late, ms. */
  turn(late: number): void
  state(): Storm
}

/** Who is told of storms. */
export interface StormEars {
  begun(): void
  passed(storm: PassedStorm): void
}

/**
 * The watch over storms.
 *
 * @param now milliseconds of a clock that is never set
 * @param chance from 0 to 1
 */
export function watchStorms(
  { now, chance, ...ears }: StormEars & { now(): number; chance(): number },
  rules: StormRules,
): StormWatch {
  const underWay = new Map<Comer, number>()
  let state: Storm = { ...CALM, onTime: now() } as Storm
  const carryOut = (event: StormEvent): number | undefined => {
    const next = step(state, event, rules)
    state = next.state
    let after: number | undefined
    for (const effect of next.effects) {
      if (effect.do === 'begin') ears.begun()
      else if (effect.do === 'end') ears.passed(effect.passed)
      else after = effect.after
    }
    return after
  }
  const count = (comer: Comer, by: number) => underWay.set(comer, (underWay.get(comer) ?? 0) + by)
  return {
    ask(comer) {
      const event = { is: 'comer', at: now(), comer, underWay: underWay.get(comer) ?? 0, chance: chance() } as const
      const after = carryOut(event)
      if (after === undefined) count(comer, 1)
      return after
    },
    left: (comer) => void count(comer, -1),
    turn: (late) => void carryOut({ is: 'turn', at: now(), late }),
    state: () => state,
  }
}
