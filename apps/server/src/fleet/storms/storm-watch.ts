import type { Comer } from './comer.ts'
import { CALM, type PassedStorm, type Storm, type StormEvent, type StormRules, step } from './storm.ts'

/** Asked before anything is done for whoever comes in numbers. */
export interface StormWatch {
  /**
   * May one more come in?
   *
   * @param address that it comes from
   * @returns seconds after which it should come again; `undefined` when it is let in
   */
  ask(comer: Comer, address: string): number | undefined
  /** One that was let in has its answer, or is gone. */
  left(comer: Comer, address: string): void
  /** A turn of the event loop began; so long has waited who is next, ms, or so late the loop is. */
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
 * @param waits how long who is next in line has waited, ms
 */
export function watchStorms(
  { now, chance, waits, ...ears }: StormEars & { now(): number; chance(): number; waits(): number },
  rules: StormRules,
): StormWatch {
  /** By kind, and by kind and address. */
  const underWay = new Map<string, number>()
  let state: Storm = CALM
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
  const count = (name: string, by: number) => {
    const now = (underWay.get(name) ?? 0) + by
    if (now > 0) underWay.set(name, now)
    else underWay.delete(name)
  }
  const ofOne = (comer: Comer, address: string) => `${comer} ${address}`
  return {
    ask(comer, address) {
      const of = { underWay: underWay.get(comer) ?? 0, ofOne: underWay.get(ofOne(comer, address)) ?? 0 }
      const after = carryOut({ is: 'comer', at: now(), comer, waits: waits(), ...of, chance: chance() })
      if (after === undefined) for (const name of [comer, ofOne(comer, address)]) count(name, 1)
      return after
    },
    left(comer, address) {
      for (const name of [comer, ofOne(comer, address)]) count(name, -1)
    },
    turn: (late) => void carryOut({ is: 'turn', at: now(), late }),
    state: () => state,
  }
}
