/**
 * How a release patch did on a tablet. Whatever it could not make was downloaded in full; all but `applied` say why.
 *
 * - `unreachable`: it was promised, and could not be had or did not arrive whole
 * - `other-source`: the tablet's old release is not the one it was made from
 * - `illegal`: it does not keep to the format
 * - `wrong-bytes`: a file it made has other bytes than the release lists, or an old file was gone
 */
export const PATCH_OUTCOMES = ['applied', 'unreachable', 'other-source', 'illegal', 'wrong-bytes'] as const
export type PatchOutcome = (typeof PATCH_OUTCOMES)[number]

/** Anything else from outside is none. */
export function isPatchOutcome(value: unknown): value is PatchOutcome {
  return (PATCH_OUTCOMES as readonly unknown[]).includes(value)
}
