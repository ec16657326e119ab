import type { Hints } from '../ports.ts'
import type { Tablet } from '../tablet.ts'
import type { Choice } from './choice.ts'

/** The hints for single tablets: for those that should run another release than they do, or be on their way to it no more. */
export function nudgesOf(
  tablets: readonly Tablet[],
  choiceOf: (tablet: Tablet) => Choice,
  at: number,
): Parameters<Hints['nudge']>[0] {
  return tablets.flatMap((tablet) => {
    const { version = tablet.release, force } = choiceOf(tablet)
    const isCalledOff = tablet.target !== undefined && tablet.target !== version && tablet.release === version
    const isNews = version !== tablet.release && tablet.target !== version
    return tablet.online && (isNews || isCalledOff || (force && version !== tablet.release))
      ? [{ tablet: tablet.id, version, force, at }]
      : []
  })
}
