import type { Server } from '../server.ts'
import type { Wall } from './wall.ts'

/** What the API says of a ladder, as far as the stories look at it. */
export interface LadderRow {
  phase: 'well' | 'sending' | 'verifying' | 'waiting' | 'needs-hands' | 'left'
  why?: string
  rung?: string
  tries?: number
  waitsFor?: string
  reason?: string
  text?: string
  advice?: string
  recovered?: { by?: string }
}

/** A step of time while messages go out, ms: an app needs longer to wake. */
const SHORT = 1_000
/** And while nothing happens but waiting. */
const LONG = 10_000
/** For what is on its way between processes to arrive, ms: it takes real time, and time is what is pushed here. */
const SETTLE = 30
/** A server that may begin to climb looks first whether the release can be had. */
const SETTLE_START = 150
/** Longest that a story climbs, real ms. */
const PATIENCE = 100_000

/** Pushes the time of a server and of the tablets on its wall. */
export class Climbing {
  readonly #server: Server
  readonly #wall: Wall

  constructor(server: Server, wall: Wall) {
    this.#server = server
    this.#wall = wall
  }

  async ladder(tablet: string): Promise<LadderRow> {
    const { status, body } = await this.#server.api('GET', `/api/tablets/${tablet}/ladder`)
    return status === 200 ? (body.data as LadderRow) : { phase: 'well' }
  }

  /** Let so many ms go by everywhere, a step at a time. */
  async pass(time: number, step = SHORT, settle = SETTLE): Promise<void> {
    for (let passed = 0; passed < time; passed += step) {
      await this.#server.push(step)
      await new Promise((resolve) => setTimeout(resolve, settle))
      for (const { clock } of this.#wall.apps) clock.push(step)
    }
  }

  /**
   * Let time go by until the ladders of these tablets stand as they should, or until patience is over. A page that was just
   * loaded starts in real time: nobody's minutes pass meanwhile.
   *
   * @returns how they stand then
   */
  async until(tablets: string[], isThere: (row: LadderRow, tablet: string) => boolean): Promise<LadderRow[]> {
    const end = Date.now() + PATIENCE
    for (;;) {
      await this.#wall.started()
      const rows = await Promise.all(tablets.map((tablet) => this.ladder(tablet)))
      if (rows.every((row, n) => isThere(row, tablets[n] ?? '')) || Date.now() > end) return rows
      const step = rows.some(({ phase }) => phase === 'sending') ? SHORT : LONG
      const isBefore = rows.some(({ phase, recovered }) => phase === 'well' && !recovered)
      await this.pass(step, step, isBefore ? SETTLE_START : SETTLE)
    }
  }

  /** Until they came back. */
  async recovered(...tablets: string[]): Promise<LadderRow[]> {
    return this.until(tablets, ({ phase, recovered }) => phase === 'well' && recovered !== undefined)
  }

  /** Until a person is called for. */
  async needsHands(...tablets: string[]): Promise<LadderRow[]> {
    return this.until(tablets, ({ phase }) => phase === 'needs-hands')
  }
}
