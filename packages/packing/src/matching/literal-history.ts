/** A repetition is found by so many bytes. */
const HASHED = 5
const BITS = 18

/** More is forgotten all at once: brotli would look further back, but seldom finds something. */
const MOST = 1 << 23

/**
 * The literals of a patch so far, as brotli will see them: one after the other, without what is copied between them. What was
 * inserted once costs little to insert again, wherever copies break it up.
 */
export class LiteralHistory {
  #bytes = new Uint8Array(1 << 16)
  #length = 0
  #hashed = 0
  readonly #latest = new Int32Array(1 << BITS).fill(-1)

  append(bytes: Uint8Array): void {
    if (this.#length + bytes.length > MOST) this.#forget()
    const added = bytes.length > MOST ? bytes.subarray(0, MOST) : bytes
    const length = this.#length + added.length
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(2 * this.#bytes.length, length))
      larger.set(this.#bytes.subarray(0, this.#length))
      this.#bytes = larger
    }
    this.#bytes.set(added, this.#length)
    this.#length = length
    for (; this.#hashed + HASHED <= length; this.#hashed++)
      this.#latest[hashAt(this.#bytes, this.#hashed)] = this.#hashed
  }

  /** Where the bytes at `at` were inserted last, if they were; else -1. */
  find(bytes: Uint8Array, at: number): number {
    if (at + HASHED > bytes.length) return -1
    return this.#latest[hashAt(bytes, at)] as number
  }

  /** How many bytes from `at` on are those of the history from `from` on, up to `most`. */
  common(bytes: Uint8Array, at: number, from: number, most: number): number {
    const end = Math.min(most, bytes.length - at, this.#length - from)
    let length = 0
    while (length < end && bytes[at + length] === this.#bytes[from + length]) length++
    return length
  }

  /** Is this byte the one that follows at `from`? */
  goesOn(byte: number, from: number): boolean {
    return from >= 0 && from < this.#length && this.#bytes[from] === byte
  }

  #forget(): void {
    this.#latest.fill(-1)
    this.#length = 0
    this.#hashed = 0
  }
}

function hashAt(bytes: Uint8Array, at: number): number {
  const word =
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  const mixed = Math.imul(word, 0x9e3779b1) ^ Math.imul(bytes[at + 4] as number, 0x85ebca6b)
  return Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) >>> (32 - BITS)
}
