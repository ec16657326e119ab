import type { Clock } from '../ports.ts'

/** A clock that a test pushes: what is due runs in order, and promises settle in between. */
export class PushedClock implements Clock {
  at: number
  chance = 0.5
  #waiting: { at: number; run: () => void }[] = []

  constructor(at = 1_000_000) {
    this.at = at
  }

  now(): number {
    return this.at
  }

  random(): number {
    return this.chance
  }

  after(ms: number, run: () => void): () => void {
    const entry = { at: this.at + Math.max(0, ms), run }
    this.#waiting.push(entry)
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry)
    }
  }

  /** How many things wait to be done. */
  get waiting(): number {
    return this.#waiting.length
  }

  /** Let time pass. */
  async push(seconds: number): Promise<void> {
    const until = this.at + seconds * 1000
    await settled()
    for (;;) {
      const next = this.#waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      this.#waiting = this.#waiting.filter((other) => other !== next)
      this.at = Math.max(this.at, next.at)
      next.run()
      await settled()
    }
    this.at = until
  }

  /** The tablet sleeps: the wall clock goes on, nothing runs. */
  sleep(seconds: number): void {
    this.at += seconds * 1000
  }
}

/** Every promise that can settle has. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
