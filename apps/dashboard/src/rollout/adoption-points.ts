import type { Adoption } from './wave.ts'

/**
 * The curve of a deployment as a chart wants it: seconds since the epoch, tablets with the release, tablets that failed.
 *
 * @param until where it ends, in milliseconds since the epoch: the curve stays as high as it was last
 */
export function adoptionCurve({ points }: Adoption, until?: number): [number[], number[], number[]] {
  const at = points.map((point) => Date.parse(point.at) / 1_000)
  const succeeded = points.map((point) => point.succeeded)
  const failed = points.map((point) => point.failed)
  const last = points.at(-1)
  const end = until !== undefined && until / 1_000
  if (last && end !== false && end > (at.at(-1) ?? end)) {
    at.push(end)
    succeeded.push(last.succeeded)
    failed.push(last.failed)
  }
  return [at, succeeded, failed]
}

/** When so large a share of the tablets had the release, or `undefined` when they have not yet. */
export function reachedAt({ members = 0, points }: Adoption, share: number): string | undefined {
  return members === 0 ? undefined : points.find(({ succeeded }) => succeeded >= share * members)?.at
}
