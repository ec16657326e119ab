import { hasEnded, isBraked } from '@relevo/core/deployment'
import { isFailure } from '@relevo/core/waves'
import type { Dice } from '../../packages/core/src/testing/dice.ts'
import type { Control } from './control.ts'

/** A person at the dashboard: meddles now and then, and answers when something waits for them. */
export class Operator {
  readonly #chance: Dice
  /** How often they meddle, a minute. */
  readonly #restless: number
  /** When what waits for them began to. */
  #waitsSince: number | undefined
  #retries = 0

  constructor(chance: Dice) {
    this.#chance = chance
    this.#restless = chance.pick([0, 0.005, 0.02])
  }

  /** One minute. */
  look(control: Control): void {
    const { state } = control
    if (this.#chance.chance(this.#restless)) this.#meddle(control)
    const { brake, paused } = state.spread ?? {}
    const isStopped = isBraked(brake) || paused !== undefined || state.phase === 'gated'
    if (hasEnded(state) && !isStopped) this.#waitsSince = undefined
    else if (isStopped) this.#waitsSince ??= control.now
    else this.#waitsSince = undefined
    if (this.#waitsSince === undefined || control.now - this.#waitsSince < 20) return
    this.#waitsSince = undefined
    this.#answer(control)
  }

  /** Somebody who has enough of it. */
  end(control: Control): void {
    const { at } = control
    const wishes = [
      () => control.apply({ type: 'rollback', back: { version: 'r1', deployment: 'd1' } }),
      () => control.apply({ type: 'aborted' }),
      () => {
        control.apply({ type: 'resumed', at, acceptErrors: true })
        control.apply({ type: 'promote', at, all: true, reach: control.reach() })
      },
    ] as const
    this.#chance.pick(wishes)()
  }

  #answer(control: Control): void {
    const { at, state } = control
    if (this.#chance.chance(0.1)) this.end(control)
    control.apply({ type: 'resumed', at, acceptErrors: this.#chance.chance(0.6) })
    if (state.phase === 'gated' || this.#chance.chance(0.3))
      control.apply({ type: 'promote', at, all: false, reach: control.reach() })
  }

  #meddle(control: Control): void {
    const { at } = control
    const deeds = [
      () => control.apply({ type: 'paused', at, detail: 'lunch' }),
      () => control.apply({ type: 'resumed', at, acceptErrors: false }),
      () => control.apply({ type: 'resumed', at, acceptErrors: true }),
      () => control.apply({ type: 'promote', at, all: false, reach: control.reach() }),
      () => this.#retryFailed(control),
      () => this.#forceSome(control),
      () => (this.#chance.chance(0.05) ? this.end(control) : undefined),
    ] as const
    this.#chance.pick(deeds)()
  }

  #retryFailed(control: Control): void {
    this.#retries += 1
    const retry = `retry-${this.#retries}`
    for (const [n, one] of control.assignments.entries())
      if (one && isFailure(one)) control.happen(n, { type: 'ordered', at: control.at, retry, force: false })
  }

  #forceSome(control: Control): void {
    for (let i = 0; i < 10; i += 1) {
      const n = this.#chance.below(control.tablets.length)
      control.happen(n, { type: 'ordered', at: control.at, force: true })
    }
  }
}
