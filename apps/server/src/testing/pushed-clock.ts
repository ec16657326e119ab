/** A clock that stands until the test pushes it. */
export class PushedClock {
  #now = 1_000_000
  #waits: { until: number; wake(): void }[] = []

  now(): number {
    return this.#now
  }

  /** Resolves when the clock was pushed that far, or when it is called off. */
  wait(until: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve()
      const wait = { until, wake: resolve }
      this.#waits.push(wait)
      signal.addEventListener('abort', () => {
        this.#waits = this.#waits.filter((one) => one !== wait)
        resolve()
      })
    })
  }

  /** Push it by so many milliseconds. */
  push(by: number): void {
    this.#now += by
    const due = this.#waits.filter(({ until }) => until <= this.#now)
    this.#waits = this.#waits.filter(({ until }) => until > this.#now)
    for (const { wake } of due) wake()
  }

  /** Push it to the next time somebody waits for; nowhere when nobody does. */
  jump(): void {
    const next = Math.min(...this.#waits.map(({ until }) => until))
    if (Number.isFinite(next)) this.push(Math.max(0, next - this.#now))
  }
}
