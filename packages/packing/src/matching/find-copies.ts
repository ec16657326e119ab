import type { Copy } from './copies.ts'
import type { LiteralHistory } from './literal-history.ts'
import { Paths } from './paths.ts'
import { GOING_ON, REPETITION } from './prices.ts'
import { SourceBytes } from './source-bytes.ts'
import { HASHED } from './source-index.ts'

/** Ways are compared over so many bytes; then the cheapest is taken. */
const WINDOW = 2048

/** A copy as long as this is taken at once: where it is expected, and anywhere else. */
const LONG_EXPECTED = 48
const LONG = 256

/** So many places are looked at that begin as the target does. 64 would save 0.5 %, for half as much time again. */
const PLACES = 32

/** A repetition that is shorter costs more than its bytes. */
const LEAST_REPETITION = 5

/**
 * What of the target to copy, and from where, so that the patch becomes small after brotli: not what is longest, but what is
 * cheapest by `prices.ts`, over a window of bytes; as compressors with an “optimal parser” do. The time it takes grows
 * with the bytes, however repetitive they are.
 *
 * @param target the bytes to make
 * @param sources at most four
 * @param history the literals of the patch so far; those of this target are appended
 * @returns copies in the order of the target, apart from each other
 */
export function findCopies(target: Uint8Array, sources: readonly Uint8Array[], history: LiteralHistory): Copy[] {
  if (sources.length > 0) return new CopyFinder(target, new SourceBytes(sources), history).find()
  history.append(target)
  return []
}

class CopyFinder {
  readonly #target: Uint8Array
  readonly #sources: SourceBytes
  readonly #history: LiteralHistory
  readonly #paths: Paths
  readonly #copies: Copy[] = []

  constructor(target: Uint8Array, sources: SourceBytes, history: LiteralHistory) {
    this.#target = target
    this.#sources = sources
    this.#history = history
    this.#paths = new Paths(WINDOW, sources.begins.slice(0, -1))
  }

  find(): Copy[] {
    for (let base = 0; base < this.#target.length; ) base = this.#window(base)
    return this.#copies
  }

  /** Decide about some bytes from `base` on; returns where the next begin. */
  #window(base: number): number {
    const width = Math.min(WINDOW, this.#target.length - base)
    this.#paths.open(width)
    for (let at = 0; at < width; at++) {
      const long = this.#tryCopies(base, at, width)
      if (long) {
        this.#settle(base, at)
        this.#push(base + at, long.length, long.position)
        this.#paths.jump(long.length, long.position, this.#sources.slotOf(long.position))
        return base + at + long.length
      }
      this.#tryLiterals(base, at, width)
    }
    this.#settle(base, width)
    return base + width
  }

  /** Try what could be copied here; returns the longest, when it is so long that there is nothing to think about. */
  #tryCopies(base: number, at: number, width: number): { length: number; position: number } | undefined {
    const sources = this.#sources
    let length = 0
    let position = 0
    let isLong = false
    const consider = (from: number, slot: number, long: number) => {
      const found = sources.common(this.#target, base + at, from, slot)
      if (found > length) {
        length = found
        position = from
      }
      if (found >= long) isLong = true
      else if (found > 0) this.#paths.copy(at, Math.min(found, width - at), from, slot)
    }
    for (let slot = 0; slot < sources.slots; slot++) {
      const from = this.#paths.expected(at, slot)
      if (from < (sources.begins[slot + 1] as number)) consider(from, slot, LONG_EXPECTED)
    }
    if (!isLong && base + at + HASHED <= this.#target.length) {
      let from = sources.index.first(this.#target, base + at)
      for (let left = PLACES; from >= 0 && left > 0; left--) {
        consider(from, sources.slotOf(from), LONG)
        from = sources.index.next(from)
      }
    }
    return isLong ? { length, position } : undefined
  }

  #tryLiterals(base: number, at: number, width: number): void {
    const [target, history, paths] = [this.#target, this.#history, this.#paths]
    const expected = paths.historyAt(at)
    if (history.goesOn(target[base + at] as number, expected)) paths.repeat(at, 1, GOING_ON, expected + 1)
    else paths.insert(at)
    const found = history.find(target, base + at)
    if (found < 0 || found === expected) return
    const length = history.common(target, base + at, found, width - at)
    if (length >= LEAST_REPETITION) paths.repeat(at, length, REPETITION, found + length)
  }

  /** Take the cheapest way to `end`. */
  #settle(base: number, end: number): void {
    let at = base
    for (const copy of this.#paths.close(end)) {
      this.#history.append(this.#target.subarray(at, base + copy.at))
      this.#push(base + copy.at, copy.length, copy.position)
      at = base + copy.at + copy.length
    }
    this.#history.append(this.#target.subarray(at, base + end))
  }

  /** A copy that goes on where the last one ended is the same one. */
  #push(at: number, length: number, position: number): void {
    const slot = this.#sources.slotOf(position)
    const from = position - (this.#sources.begins[slot] as number)
    const last = this.#copies.at(-1)
    const goesOn = last?.slot === slot && last.at + last.length === at && last.from + last.length === from
    if (last && goesOn) last.length += length
    else this.#copies.push({ at, length, slot, from })
  }
}
