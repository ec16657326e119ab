import type { PatchOutcome, Report } from '@relevo/core/protocol'
import type { Version } from '@relevo/core/release'
import type { Tablet } from '../tablet.ts'

/** How a release patch did on a tablet. */
export type TriedPatch = {
  /** The release that it was to make. */
  version: Version
  /** The one it was made from; absent where that is not known, and for a whole release in one answer. */
  from?: Version
  outcome: PatchOutcome
}

/** What is known of the last patch a tablet tried after a report: the very same object where that says nothing new. */
export function triedAfter(
  before: Pick<Tablet, 'release' | 'patch'> | undefined,
  { patch: outcome, target, release }: Pick<Report, 'patch' | 'target' | 'release'>,
): TriedPatch | undefined {
  const known = before?.patch
  if (outcome === undefined) return known
  const version = target ?? release
  const from = fromOf(before, version, release)
  if (known?.version === version && known.outcome === outcome && (from === undefined || known.from === from)) {
    return known
  }
  return { version, ...(from !== undefined && { from }), outcome }
}

/** A tablet on its way runs what the patch is made from; one that has arrived ran it before. */
function fromOf(before: Pick<Tablet, 'release' | 'patch'> | undefined, version: Version, release: Version) {
  if (release !== version) return release
  if (before && before.release !== version) return before.release
  return before?.patch?.version === version ? before.patch.from : undefined
}
