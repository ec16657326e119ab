/** Fewer tablets than this may all come at once. */
const SMALL_FLEET = 50
/** Tablets a server can be asked to serve per second without anyone noticing. */
const TABLETS_PER_SECOND = 500
/** Nobody should wait longer than this for a release that is out, seconds. */
const LONGEST = 300

/**
 * The largest random delay before a tablet acts on a hint, in seconds: a fleet arrives evenly instead of at once, and a
 * small one does not wait at all.
 *
 * @example spreadFor(10_000) // 20
 */
export function spreadFor(tablets: number): number {
  return tablets < SMALL_FLEET ? 0 : Math.min(tablets / TABLETS_PER_SECOND, LONGEST)
}
