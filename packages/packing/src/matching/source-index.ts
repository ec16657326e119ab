/** How many bytes are hashed: no shorter match is found but where it is expected. */
export const HASHED = 8

/** At most so many positions are kept; of larger sources, every second, fourth … only. */
const MOST_POSITIONS = 1 << 24

/** Where eight bytes stand in some bytes: a table of chains, each from the first position to the last. */
export class SourceIndex {
  readonly #heads: Int32Array
  readonly #next: Int32Array
  readonly #shift: number
  readonly #step: number

  constructor(bytes: Uint8Array) {
    this.#step = 1
    while (bytes.length / this.#step > MOST_POSITIONS) this.#step *= 2
    const positions = Math.max(0, Math.floor((bytes.length - HASHED) / this.#step) + 1)
    const bits = Math.min(22, Math.max(8, Math.ceil(Math.log2(positions + 1))))
    this.#shift = 32 - bits
    this.#heads = new Int32Array(1 << bits).fill(-1)
    this.#next = new Int32Array(positions)
    // From the last to the first, so that chains begin with the first: in long repetitions that one goes on for longest.
    for (let number = positions - 1; number >= 0; number--) {
      const slot = hashAt(bytes, number * this.#step) >>> this.#shift
      this.#next[number] = this.#heads[slot] as number
      this.#heads[slot] = number
    }
  }

  /** The first position that may have the eight bytes at `at`; -1 is none. */
  first(bytes: Uint8Array, at: number): number {
    return this.#toPosition(this.#heads[hashAt(bytes, at) >>> this.#shift] as number)
  }

  /** The next after `position`, which came from here; -1 is none. */
  next(position: number): number {
    return this.#toPosition(this.#next[position / this.#step] as number)
  }

  #toPosition(number: number): number {
    return number < 0 ? -1 : number * this.#step
  }
}

/** Of eight bytes, all 32 bits of use; by two multiplications, after Knuth. */
function hashAt(bytes: Uint8Array, at: number): number {
  const low = word(bytes, at)
  const high = word(bytes, at + 4)
  const mixed = Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)
  return Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) >>> 0
}

function word(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  )
}
