/** Takes back what was set. */
export type Cancel = () => void

interface Alarm {
  at: number
  ring: () => void
  timer?: NodeJS.Timeout
}

/** The clock of a device. It runs by itself, and a story pushes it: nobody waits 30 s for a reconnect. */
export class DeviceClock {
  #pushed = 0
  readonly #runs: boolean
  readonly #start = Date.now()
  readonly #alarms = new Set<Alarm>()

  /** @param runs whether time goes by itself as well */
  constructor({ runs = true }: { runs?: boolean } = {}) {
    this.#runs = runs
  }

  get #now(): number {
    return (this.#runs ? Date.now() : this.#start) + this.#pushed
  }

  /** @param time ms from now */
  after(time: number, ring: () => void): Cancel {
    const alarm: Alarm = { at: this.#now + time, ring }
    this.#alarms.add(alarm)
    this.#arm(alarm)
    return () => this.#disarm(alarm)
  }

  /** Let so many ms go by, and what falls due meanwhile happen in its order. */
  push(time: number): void {
    const until = this.#now + time
    for (;;) {
      const due = [...this.#alarms].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
      if (!due) break
      this.#pushed += Math.max(0, due.at - this.#now)
      this.#disarm(due)
      due.ring()
    }
    this.#pushed += Math.max(0, until - this.#now)
    for (const alarm of this.#alarms) this.#arm(alarm)
  }

  /** No alarm rings any more. */
  stop(): void {
    for (const alarm of this.#alarms) this.#disarm(alarm)
  }

  #arm(alarm: Alarm): void {
    clearTimeout(alarm.timer)
    if (!this.#runs) return
    alarm.timer = setTimeout(
      () => {
        this.#disarm(alarm)
        alarm.ring()
      },
      Math.max(0, alarm.at - this.#now),
    )
  }

  #disarm(alarm: Alarm): void {
    clearTimeout(alarm.timer)
    this.#alarms.delete(alarm)
  }
}
