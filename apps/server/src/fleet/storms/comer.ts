/**
 * What comes in numbers, and by itself comes again: the only ones who are ever told to come later. `patch` is all that is small
 * and tells a tablet what else to fetch, a manifest too; a whole release in one answer is a `file`.
 */
export const COMERS = ['check-in', 'patch', 'file', 'navigation'] as const

export type Comer = (typeof COMERS)[number]

/**
 * So many of a kind may be under way at once, however well the server is; each holds memory and a socket until its caller has
 * read it, and files two of those. Whoever loads files slowly keeps nobody from a patch.
 */
const PLACES: Partial<Record<Comer, number>> = { 'check-in': 1_000, patch: 1_000, file: 2_000 }

/** What is read in one go leaves its place by itself, whoever comes. */
const QUICK: ReadonlySet<Comer> = new Set(['check-in'])

/** Whoever asks for these is in already, and goes on. */
const GOES_ON: ReadonlySet<Comer> = new Set(['patch', 'file'])

/** They are let in until the wait is so many times as long as it may be for others. */
const PATIENCE = 4

/**
 * How long somebody may have waited in line when one of this kind is let in, ms.
 *
 * @param late the same for those who come anew
 */
export function longestWait(comer: Comer, late: number): number {
  return GOES_ON.has(comer) ? PATIENCE * late : late
}

/** One address takes up to so many times the places that it leaves free: three quarters, when nobody else comes. */
const SHARE = 3

/**
 * Is there no place left for one more? None is kept for an address, and yet whoever comes from another one finds some: the
 * more are taken, the fewer an address may have. (Dynamic thresholds: Choudhury and Hahne, IEEE/ACM Transactions on Networking 6(2), 1998.)
 *
 * @param underWay of its kind
 * @param ofOne of its kind and from its address
 * @example isFull('file', 1_500, 1_500) // true: it has its three quarters
 * @example isFull('file', 1_500, 0) // false
 */
export function isFull(comer: Comer, underWay: number, ofOne: number): boolean {
  const free = (PLACES[comer] ?? Number.POSITIVE_INFINITY) - underWay
  return free < 1 || (!QUICK.has(comer) && ofOne >= SHARE * free)
}
