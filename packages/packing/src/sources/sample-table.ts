/**
 * Which contents have a sample: pairs of both, in a table of buckets that is made when it is first asked.
 * Typed arrays: a release of 40 MB has some millions of samples, and as objects they would be larger than it.
 */
export class SampleTable {
  #samples = new Uint32Array(1 << 12)
  #contents = new Uint32Array(1 << 12)
  #length = 0
  #begins = new Uint32Array(2)

  add(samples: Uint32Array, content: number): void {
    const length = this.#length + samples.length
    if (length > this.#samples.length) {
      this.#samples = enlarged(this.#samples, length)
      this.#contents = enlarged(this.#contents, length)
    }
    this.#samples.set(samples, this.#length)
    this.#contents.fill(content, this.#length, length)
    this.#length = length
    this.#begins = new Uint32Array(0)
  }

  /** Put the numbers of the contents that have this sample into `into`, in their order, as many as it has room for. */
  find(sample: number, into: Uint32Array): number {
    if (this.#begins.length === 0) this.#sort()
    const bucket = sample & (this.#begins.length - 2)
    const end = this.#begins[bucket + 1] as number
    let found = 0
    for (let at = this.#begins[bucket] as number; at < end && found < into.length; at++)
      if (this.#samples[at] === sample) into[found++] = this.#contents[at] as number
    return found
  }

  /** By the low bits, which differ most, each bucket in the order in which it was filled. */
  #sort(): void {
    const buckets = 2 ** Math.ceil(Math.log2(this.#length + 1))
    const begins = new Uint32Array(buckets + 1)
    for (let at = 0; at < this.#length; at++) {
      const bucket = (this.#samples[at] as number) & (buckets - 1)
      begins[bucket + 1] = (begins[bucket + 1] as number) + 1
    }
    for (let bucket = 0; bucket < buckets; bucket++)
      begins[bucket + 1] = (begins[bucket + 1] as number) + (begins[bucket] as number)
    const ends = begins.slice()
    const samples = new Uint32Array(this.#length)
    const contents = new Uint32Array(this.#length)
    for (let at = 0; at < this.#length; at++) {
      const bucket = (this.#samples[at] as number) & (buckets - 1)
      const to = ends[bucket] as number
      ends[bucket] = to + 1
      samples[to] = this.#samples[at] as number
      contents[to] = this.#contents[at] as number
    }
    this.#samples = samples
    this.#contents = contents
    this.#begins = begins
  }
}

function enlarged(numbers: Uint32Array, least: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(2 * numbers.length, least))
  larger.set(numbers)
  return larger
}
