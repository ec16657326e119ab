import type { Groups } from '../groups/groups.ts'
import type { MaintenanceWindow } from '../groups/maintenance-window.ts'
import { windowAt } from '../groups/window-at.ts'

/** A window that never changes is asked about again after this long, ms. */
const LOOK_AGAIN = 24 * 3_600_000

/**
 * Until when nothing may be done to a tablet that people notice: while it is quiet everywhere, and while the maintenance
 * window of its group is closed. `undefined` while it may.
 */
export function quietUntil(
  { quiet, groups }: { quiet: MaintenanceWindow | undefined; groups: Pick<Groups, 'windowStateOf'> },
  group: string | undefined,
  at: number,
): number | undefined {
  const everywhere = quiet && windowAt(quiet, at)
  const own = groups.windowStateOf(group, at)
  const ends = [everywhere?.open === true ? everywhere : undefined, own?.open === false ? own : undefined]
  const until = ends.flatMap((end) => (end ? [end.changesAt ?? at + LOOK_AGAIN] : []))
  return until.length === 0 ? undefined : Math.max(...until)
}
