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
const WHILE_SENDING = 1_000
/** And while nothing happens but waiting. */
const WHILE_WAITING = 10_000
/** For what is on its way between processes to arrive, ms: it takes real time, and time is what is pushed here. */
const SETTLE = 20
/** A page that was just loaded starts and says how it is in real time too; the minutes it has are this long. */
const SETTLE_PAGE = 60
/** Longest that a story climbs, real ms. */
const PATIENCE = 80_000

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
  async pass(time: number, step = WHILE_SENDING, settle = SETTLE): Promise<void> {
    for (let passed = 0; passed < time; passed += step) {
      await this.#server.push(step)
      await new Promise((resolve) => setTimeout(resolve, settle))
      for (const { clock } of this.#wall.apps) clock.push(step)
    }
  }

  /**
   * Let time go by until the ladders of these tablets stand as they should, or until patience is over.
   *
   * @param settle ms for each step while pages have time to show that a rung helped
   * @returns how they stand then
   */
  async until(
    tablets: string[],
    isThere: (row: LadderRow, tablet: string) => boolean,
    settle = SETTLE_PAGE,
  ): Promise<LadderRow[]> {
    const end = Date.now() + PATIENCE
    for (;;) {
      const rows = await Promise.all(tablets.map((tablet) => this.ladder(tablet)))
      if (rows.every((row, n) => isThere(row, tablets[n] ?? '')) || Date.now() > end) return rows
      const is = (wanted: LadderRow['phase']) => rows.some(({ phase }) => phase === wanted)
      const step = is('sending') ? WHILE_SENDING : WHILE_WAITING
      await this.pass(step, step, is('verifying') && step === WHILE_WAITING ? settle : SETTLE)
    }
  }

  /** Until they came back. Each rung has the time that a busy machine takes to load a page. */
  async recovered(...tablets: string[]): Promise<LadderRow[]> {
    return this.until(tablets, ({ phase, recovered }) => phase === 'well' && recovered !== undefined, 4 * SETTLE_PAGE)
  }

  /** Until a person is called for. */
  async needsHands(...tablets: string[]): Promise<LadderRow[]> {
    return this.until(tablets, ({ phase }) => phase === 'needs-hands')
  }
}
