import { fingerprint } from './fingerprint.ts'
import { SampleTable } from './sample-table.ts'

/** The most sources a body may have. */
const MOST = 4

/** What stands in more contents than this says little about which to copy from: only the first of them are looked at. */
const COMMON = 256

/**
 * Another source costs a byte in every op, though one that brotli makes nearly nothing of: it has to bring so many samples, and
 * such a share of all that are found at all. A share of 2 % made the patch of a bundle of 6.7 MB a sixth larger.
 */
const LEAST_GAIN = 4
const LEAST_SHARE = 0.002

/**
 * A tablet reads all of a source for what is copied from it, so one sample, of 16 bytes, is to spare no more than so many bytes
 * read. Without it tablets read 49 MB to make 14 MB of a minor release, with it 26 MB, and the patch is as small.
 */
const MOST_READ = 5_000

/** The contents of the old release, as far as it takes to find those that a new one was made from: not their bytes. */
export class OldContents {
  readonly #table = new SampleTable()
  readonly #sizes: number[] = []

  /** The next content: its number is how many were added before. */
  add(bytes: Uint8Array): void {
    this.#table.add(fingerprint(bytes), this.#sizes.length)
    this.#sizes.push(bytes.length)
  }

  /**
   * The contents that have most in common with these bytes: first the one with the most, then each time the one that has most
   * of what is still missing, as long as that is worth it. Of equals the smaller, then the first.
   *
   * @returns their numbers, at most four, the best first
   */
  alike(bytes: Uint8Array): number[] {
    let missing = this.#found(bytes)
    const all = missing.length
    const chosen: number[] = []
    while (chosen.length < MOST) {
      const votes = new Uint32Array(this.#sizes.length)
      for (const havers of missing) for (const number of havers) votes[number] = (votes[number] as number) + 1
      const best = this.#best(votes)
      const gain = votes[best] ?? 0
      const least = chosen.length > 0 ? Math.max(LEAST_GAIN, all * LEAST_SHARE) : 1
      if (gain < Math.max(least, (this.#sizes[best] ?? 0) / MOST_READ)) break
      chosen.push(best)
      missing = missing.filter((havers) => !havers.includes(best))
    }
    return chosen
  }

  /** Who has each of the samples that anyone has. */
  #found(bytes: Uint8Array): Uint32Array[] {
    const room = new Uint32Array(COMMON)
    const found: Uint32Array[] = []
    for (const sample of fingerprint(bytes)) {
      const count = this.#table.find(sample, room)
      if (count > 0) found.push(room.slice(0, count))
    }
    return found
  }

  #best(votes: Uint32Array): number {
    let best = 0
    for (let number = 1; number < votes.length; number++) {
      const more = (votes[number] as number) - (votes[best] as number)
      if (more > 0 || (more === 0 && (this.#sizes[number] as number) < (this.#sizes[best] as number))) best = number
    }
    return best
  }
}
