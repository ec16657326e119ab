import type { Copy } from './copies.ts'
import { LITERAL, priceOfDelta, priceOfNumber, priceOfSlot } from './prices.ts'
import { HASHED, SourceIndex } from './source-index.ts'

const WINDOW = 4096
const NICE = 48
const LONG = 256
const DEPTH = 24
const SLOTS = 4

export function findCopies(target: Uint8Array, sources: readonly Uint8Array[]): Copy[] {
  if (sources.length === 0 || target.length === 0) return []
  return new CopyFinder(target, sources).find()
}

class CopyFinder {
  readonly #target: Uint8Array
  readonly #all: Uint8Array
  readonly #begins: number[] = []
  readonly #index: SourceIndex
  readonly #copies: Copy[] = []

  readonly #cost = new Float64Array(WINDOW + 1)
  readonly #prev = new Int32Array(WINDOW + 1)
  readonly #from = new Int32Array(WINDOW + 1)
  readonly #last = new Int32Array(WINDOW + 1)
  readonly #slot = new Uint8Array(WINDOW + 1)
  readonly #ends = new Int32Array(SLOTS * (WINDOW + 1))

  constructor(target: Uint8Array, sources: readonly Uint8Array[]) {
    this.#target = target
    let length = 0
    for (const source of sources) {
      this.#begins.push(length)
      length += source.length
    }
    this.#begins.push(length)
    this.#all = sources.length === 1 ? (sources[0] as Uint8Array) : new Uint8Array(length)
    if (sources.length > 1)
      for (const [slot, source] of sources.entries()) this.#all.set(source, this.#begins[slot] as number)
    this.#index = new SourceIndex(this.#all)
    for (let slot = 0; slot < sources.length; slot++) this.#ends[slot] = this.#begins[slot] as number
  }

  find(): Copy[] {
    const target = this.#target
    for (let base = 0; base < target.length; ) base = this.#window(base)
    return this.#copies
  }

  #window(base: number): number {
    const target = this.#target
    const begins = this.#begins
    const slots = begins.length - 1
    const width = Math.min(WINDOW, target.length - base)
    this.#cost.fill(Number.POSITIVE_INFINITY, 1, width + 1)
    this.#cost[0] = 0
    this.#prev[0] = -1
    for (let node = 0; node < width; node++) {
      const at = base + node
      const ins = at - (this.#last[node] as number)
      let best = 0
      let bestFrom = 0
      let bestSlot = 0
      let nice = false
      for (let slot = 0; slot < slots; slot++) {
        const from = (this.#ends[SLOTS * node + slot] as number) + ins
        if (from >= (begins[slot + 1] as number)) continue
        const length = this.#common(at, from, begins[slot + 1] as number)
        if (length === 0) continue
        if (length > best) {
          best = length
          bestFrom = from
          bestSlot = slot
        }
        if (length < NICE) this.#relax(node, ins, length, from, slot, width)
        else nice = true
      }
      if (!nice && at + HASHED <= target.length) {
        let left = DEPTH
        for (let from = this.#index.first(target, at); from >= 0 && left > 0; from = this.#index.next(from), left--) {
          let slot = 0
          while (from >= (begins[slot + 1] as number)) slot++
          const length = this.#common(at, from, begins[slot + 1] as number)
          if (length < HASHED) continue
          if (length > best) {
            best = length
            bestFrom = from
            bestSlot = slot
          }
          if (length < LONG) this.#relax(node, ins, length, from, slot, width)
          else nice = true
        }
      }
      if (nice) {
        this.#settle(base, node)
        this.#push(at, best, bestFrom, bestSlot)
        this.#last[0] = at + best
        this.#slot[0] = bestSlot
        this.#ends[bestSlot] = bestFrom + best
        return at + best
      }
      const cost = (this.#cost[node] as number) + LITERAL
      if (cost < (this.#cost[node + 1] as number)) {
        this.#cost[node + 1] = cost
        this.#prev[node + 1] = node
        this.#from[node + 1] = -1
        this.#keep(node, node + 1)
      }
    }
    this.#settle(base, width)
    return base + width
  }

  #common(at: number, from: number, end: number): number {
    const target = this.#target
    const all = this.#all
    const most = Math.min(target.length - at, end - from)
    let length = 0
    while (length < most && target[at + length] === all[from + length]) length++
    return length
  }

  #relax(node: number, insert: number, found: number, from: number, slot: number, width: number): void {
    const length = Math.min(found, width - node)
    let cost = (this.#cost[node] as number) + priceOfNumber(insert) + priceOfNumber(length)
    cost += priceOfDelta(from - ((this.#ends[SLOTS * node + slot] as number) + insert))
    if (this.#begins.length > 2) cost += priceOfSlot(this.#slot[node] === slot)
    const to = node + length
    if (cost >= (this.#cost[to] as number)) return
    this.#cost[to] = cost
    this.#prev[to] = node
    this.#from[to] = from
    this.#keep(node, to)
    this.#ends[SLOTS * to + slot] = from + length
    this.#slot[to] = slot
    this.#last[to] = (this.#last[node] as number) + insert + length
  }

  #keep(node: number, to: number): void {
    this.#last[to] = this.#last[node] as number
    this.#slot[to] = this.#slot[node] as number
    for (let slot = 0; slot < SLOTS; slot++) this.#ends[SLOTS * to + slot] = this.#ends[SLOTS * node + slot] as number
  }

  #settle(base: number, end: number): void {
    const steps: [number, number, number, number][] = []
    for (let node = end; node > 0; node = this.#prev[node] as number) {
      const from = this.#from[node] as number
      const prev = this.#prev[node] as number
      if (from >= 0) steps.push([base + prev, node - prev, from, this.#slot[node] as number])
    }
    for (const step of steps.reverse()) this.#push(...step)
    this.#keep(end, 0)
  }

  #push(at: number, length: number, from: number, slot: number): void {
    const inSource = from - (this.#begins[slot] as number)
    const last = this.#copies.at(-1)
    if (last && last.slot === slot && last.at + last.length === at && last.from + last.length === inSource)
      last.length += length
    else this.#copies.push({ at, length, slot, from: inSource })
  }
}
