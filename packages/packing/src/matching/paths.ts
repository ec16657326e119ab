import { LITERAL, priceOfDelta, priceOfNumber, priceOfSlot } from './prices.ts'

/** The most sources of a body. */
const SLOTS = 4

/** Came here by literals. */
const LITERALS = -1

/**
 * The cheapest ways to make the bytes of a window, up to each of its positions: what the last step was, and what the next one has
 * to know of all steps before. All in arrays, as this is done for every byte that differs.
 */
export class Paths {
  readonly #isSlotWritten: boolean
  readonly #prices: Float64Array
  /** The position before the last step, and where in the sources it copied from. */
  readonly #before: Int32Array
  readonly #copied: Int32Array
  /** How many bytes were inserted since the last copy. */
  readonly #inserted: Int32Array
  /** Where the last copy from each source ended, and which source was the last. */
  readonly #ends: Int32Array
  readonly #slots: Uint8Array
  /** Where the history of literals would go on as the target has done so far; -1 is nowhere. */
  readonly #history: Int32Array

  /** @param begins where copies from each source are expected first */
  constructor(width: number, begins: readonly number[]) {
    this.#isSlotWritten = begins.length > 1
    this.#prices = new Float64Array(width + 1)
    this.#before = new Int32Array(width + 1)
    this.#copied = new Int32Array(width + 1)
    this.#inserted = new Int32Array(width + 1)
    this.#ends = new Int32Array(SLOTS * (width + 1))
    this.#slots = new Uint8Array(width + 1)
    this.#history = new Int32Array(width + 1).fill(-1)
    this.#ends.set(begins)
  }

  /** Begin a window of `width` where the last one was left. */
  open(width: number): void {
    this.#prices.fill(Number.POSITIVE_INFINITY, 1, width + 1)
    this.#prices[0] = 0
  }

  /** Where a copy from this source is expected: to begin there costs no delta. */
  expected(at: number, slot: number): number {
    return (this.#ends[SLOTS * at + slot] as number) + (this.#inserted[at] as number)
  }

  historyAt(at: number): number {
    return this.#history[at] as number
  }

  /** Insert a byte that is like no other. */
  insert(at: number): void {
    this.repeat(at, 1, LITERAL, -1)
  }

  /** Insert bytes at this price, after which the history goes on at `history`. */
  repeat(at: number, length: number, price: number, history: number): void {
    const to = at + length
    const sum = (this.#prices[at] as number) + price
    if (sum >= (this.#prices[to] as number)) return
    this.#step(at, to, sum, LITERALS)
    this.#inserted[to] = (this.#inserted[at] as number) + length
    this.#history[to] = history
  }

  /** Copy bytes from a position of the sources. */
  copy(at: number, length: number, position: number, slot: number): void {
    const to = at + length
    let sum = (this.#prices[at] as number) + priceOfNumber(this.#inserted[at] as number) + priceOfNumber(length)
    sum += priceOfDelta(position - this.expected(at, slot))
    if (this.#isSlotWritten) sum += priceOfSlot(this.#slots[at] === slot)
    if (sum >= (this.#prices[to] as number)) return
    this.#step(at, to, sum, position)
    this.#inserted[to] = 0
    this.#history[to] = this.#history[at] as number
    this.#ends[SLOTS * to + slot] = position + length
    this.#slots[to] = slot
  }

  /**
   * Leave the window at `at`, where the next one begins.
   *
   * @returns the copies of the cheapest way there
   */
  close(at: number): { at: number; length: number; position: number }[] {
    const copies: { at: number; length: number; position: number }[] = []
    for (let to = at; to > 0; to = this.#before[to] as number) {
      const before = this.#before[to] as number
      const position = this.#copied[to] as number
      if (position !== LITERALS) copies.push({ at: before, length: to - before, position })
    }
    this.#keep(at, 0)
    return copies.reverse()
  }

  /** Copy bytes right where a window begins, however many. */
  jump(length: number, position: number, slot: number): void {
    this.#inserted[0] = 0
    this.#ends[slot] = position + length
    this.#slots[0] = slot
  }

  #step(at: number, to: number, price: number, copied: number): void {
    this.#prices[to] = price
    this.#before[to] = at
    this.#copied[to] = copied
    this.#keep(at, to)
  }

  #keep(at: number, to: number): void {
    this.#inserted[to] = this.#inserted[at] as number
    this.#slots[to] = this.#slots[at] as number
    this.#history[to] = this.#history[at] as number
    for (let slot = 0; slot < SLOTS; slot++) this.#ends[SLOTS * to + slot] = this.#ends[SLOTS * at + slot] as number
  }
}
