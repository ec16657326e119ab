import type { NewEvent } from '../event.ts'
import { isPassing } from './faults.ts'
import { NOTHING } from './patch.ts'
import type { Hands, Performed } from './perform.ts'
import type { Suspect } from './suspects.ts'

/**
 * See whether the bytes of a patch make what they are to make. Where they do it is the tablets; where they do not it is made once more, and
 * withdrawn when that is wrong, too.
 */
export async function checkPatch(
  suspect: Suspect,
  { packer, files, patches, suspects, world }: Hands,
  signal: AbortSignal,
): Promise<Performed> {
  const { from, to, outcome, tablets } = suspect
  const before = patches.get(from?.list ?? NOTHING, to.list)
  const name = `the patch from ${from?.version ?? 'nothing'} to ${to.version}`
  if (before?.state.phase !== 'made') {
    suspects.cleared(suspect)
    return 'over'
  }
  let isRight: boolean
  try {
    isRight = await packer.check(from?.files, to.files, files.placesOf(before), signal)
  } catch (error) {
    if (signal.aborted) return 'over'
    world.warn(`${name}, which ${tablets} tablets could not use, could not be checked`, error)
    if (isPassing(error)) return 'later'
    suspects.cleared(suspect)
    return 'over'
  }
  suspects.cleared(suspect)
  const why = `${tablets} tablets in a row could not use it: ${outcome}`
  if (isRight) {
    world.warn(`${name} is as it should be: it is the tablets`, new Error(why))
    return 'over'
  }
  const data = { ...(from && { from: from.version }), version: to.version, outcome, tablets }
  const line: NewEvent = {
    at: world.now(),
    type: 'patch-withdrawn',
    subject: { kind: 'release', id: to.version },
    data,
  }
  const isLast = before.state.isRemade === true
  const after = await patches.apply(from, to, { type: 'found-wrong', why }, isLast ? [line] : [])
  world.warn(`${name} is damaged; it is ${isLast ? 'withdrawn' : 'made again'}`, new Error(why))
  if (after?.state.phase === 'failed') await files.removePatch(after)
  return 'over'
}
