import { SourceIndex } from './source-index.ts'

/** The sources of one body, one after the other in one place, so that one index finds what stands in any of them. */
export class SourceBytes {
  /** Where each source begins, and where the last one ends. */
  readonly begins: readonly number[]
  readonly index: SourceIndex
  readonly #bytes: Uint8Array

  constructor(sources: readonly Uint8Array[]) {
    const begins = [0]
    for (const { length } of sources) begins.push((begins.at(-1) as number) + length)
    this.begins = begins
    this.#bytes = sources.length === 1 ? (sources[0] as Uint8Array) : new Uint8Array(begins.at(-1) as number)
    if (sources.length > 1) for (const [slot, source] of sources.entries()) this.#bytes.set(source, begins[slot])
    this.index = new SourceIndex(this.#bytes)
  }

  /** How many sources there are. */
  get slots(): number {
    return this.begins.length - 1
  }

  /** Which source a position is in. */
  slotOf(position: number): number {
    let slot = 0
    while (position >= (this.begins[slot + 1] as number)) slot++
    return slot
  }

  /** How many bytes of `target` from `at` on are those from `position` on; a match ends with its source. */
  common(target: Uint8Array, at: number, position: number, slot: number): number {
    const bytes = this.#bytes
    const most = Math.min(target.length - at, (this.begins[slot + 1] as number) - position)
    let length = 0
    while (length < most && target[at + length] === bytes[position + length]) length++
    return length
  }
}
