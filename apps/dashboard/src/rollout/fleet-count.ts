import { get } from '../api/api.ts'
import { type Look, useLook } from '../live/use-look.ts'

/**
 * Keep at hand how many tablets an environment has.
 *
 * @param isWanted nobody asks, without it
 */
export function useFleetCount(environment: string, isWanted: boolean): Look<number | undefined>['seen'] {
  const { seen } = useLook(
    ['tablets'],
    async (signal) =>
      isWanted
        ? (await get(`tablets?environment=${encodeURIComponent(environment)}&limit=1`, signal)).count
        : undefined,
    [environment, isWanted],
  )
  return seen
}
