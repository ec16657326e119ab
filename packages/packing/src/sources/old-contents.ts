import { fingerprint } from './fingerprint.ts'

/** The most sources a body may have. */
const MOST = 4

/** What stands in more contents than this says nothing about which to copy from. */
const COMMON = 64

/** The contents of the old release, as far as it takes to find those that a new one was made from. */
export class OldContents {
  /** Which contents have a sample, by number. */
  readonly #havers = new Map<number, number[]>()
  readonly #sizes: number[] = []

  /** The next content: its number is how many were added before. */
  add(bytes: Uint8Array): void {
    const number = this.#sizes.push(bytes.length) - 1
    for (const sample of fingerprint(bytes)) {
      const havers = this.#havers.get(sample)
      if (!havers) this.#havers.set(sample, [number])
      else if (havers.length < COMMON) havers.push(number)
    }
  }

  /**
   * The contents that have most in common with these bytes: first the one with the most, then each time the one that has most
   * of what is still missing, as long as that is worth it. Of equals the smaller, then the first.
   *
   * @returns their numbers, at most four, the best first
   */
  alike(bytes: Uint8Array): number[] {
    const open = [...fingerprint(bytes)].flatMap((sample) => {
      const havers = this.#havers.get(sample)
      return havers ? [havers] : []
    })
    const chosen: number[] = []
    let rest = open
    while (chosen.length < MOST && rest.length > 0) {
      const votes = new Map<number, number>()
      for (const havers of rest) for (const number of havers) votes.set(number, (votes.get(number) ?? 0) + 1)
      const [best, gain] = [...votes].reduce((one, other) => (this.#isBetter(other, one) ? other : one))
      if (chosen.length > 0 && gain < Math.max(4, open.length / 50)) break
      chosen.push(best)
      rest = rest.filter((havers) => !havers.includes(best))
    }
    return chosen
  }

  #isBetter([number, votes]: [number, number], [other, otherVotes]: [number, number]): boolean {
    if (votes !== otherVotes) return votes > otherVotes
    const size = (of: number) => this.#sizes[of] as number
    return size(number) !== size(other) ? size(number) < size(other) : number < other
  }
}
