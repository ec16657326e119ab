import type { DeviceClock } from './device-clock.ts'

/** No second `state` within this time, ms. */
const QUIET = 300

/**
 * How often WallPanel tells its state. Of several changes within a short time the first goes out and the others are lost; Pro
 * remembers that there were some, has the broker keep what it says, and says nothing twice.
 */
export class StateTeller {
  readonly #clock: DeviceClock
  readonly #keeps: boolean
  readonly #publish: (state: string, retain: boolean) => void
  readonly #read: () => object
  #isQuiet = false
  #isPending = false
  #last: string | undefined

  constructor(
    clock: DeviceClock,
    keeps: boolean,
    read: () => object,
    publish: (state: string, retain: boolean) => void,
  ) {
    this.#clock = clock
    this.#keeps = keeps
    this.#read = read
    this.#publish = publish
  }

  /** @param isForced though it is what was said last */
  tell(isForced = false): void {
    const state = JSON.stringify(this.#read())
    if (this.#keeps && !isForced && state === this.#last) return
    if (this.#isQuiet) {
      this.#isPending = this.#keeps
      return
    }
    this.#isQuiet = true
    this.#last = state
    this.#publish(state, this.#keeps)
    this.#clock.after(QUIET, () => {
      this.#isQuiet = false
      if (!this.#isPending) return
      this.#isPending = false
      this.tell()
    })
  }
}
