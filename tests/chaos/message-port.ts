import { clone } from './clone.ts'
import type { Platform } from './memory-database.ts'
import { Life } from './timeline.ts'

/** Delivers messages to one receiver in the order they were sent, each some time later. */
export class Mail {
  readonly #platform: Platform
  #last = 0

  constructor(platform: Platform) {
    this.#platform = platform
  }

  send(deliver: () => void): void {
    const { timeline, delay } = this.#platform
    this.#last = Math.max(timeline.now + delay(), this.#last)
    timeline.after(this.#last - timeline.now, undefined, deliver)
  }
}

/** One end of a `MessageChannel`. */
export class MemoryPort {
  onmessage: ((event: { data: unknown }) => void) | null = null
  /** Whose it is. */
  life: Life
  readonly #mail: Mail
  peer: MemoryPort | undefined

  constructor(platform: Platform, life: Life) {
    this.life = life
    this.#mail = new Mail(platform)
  }

  postMessage(message: unknown): void {
    const { peer } = this
    if (!this.life.alive || !peer) return
    const data = clone(message)
    this.#mail.send(() => {
      if (peer.life.alive) peer.onmessage?.({ data })
    })
  }

  close(): void {
    this.peer = undefined
    this.life = DEAD
  }
}

const DEAD = new Life()
DEAD.alive = false

/** A `MessageChannel` class for one page. */
export function channelsOf(platform: Platform, life: Life) {
  return class {
    readonly port1 = new MemoryPort(platform, life)
    readonly port2 = new MemoryPort(platform, life)

    constructor() {
      this.port1.peer = this.port2
      this.port2.peer = this.port1
    }
  }
}
