import { fetchFile } from './fetch-file.ts'
import type { Intake, Progress } from './intake.ts'
import type { StoredFile } from './releases.ts'

/**
 * Download files one by one, several at a time.
 *
 * @param from URL template, `{sha256}` or `{path}`
 * @throws RelevoError `no-space` and those of `fetchFile`
 */
export async function fetchMissing(
  files: Iterable<StoredFile>,
  from: string,
  intake: Intake,
  progress: Progress,
  { pool, fileTimeout }: { pool: number; fileTimeout: number },
  signal: AbortSignal,
): Promise<void> {
  const queue = [...files]
  async function fetchInTurn(): Promise<void> {
    for (let file = queue.shift(); file; file = queue.shift()) {
      const bytes = await fetchFile(file, from, fileTimeout, signal, (count) => {
        progress.loaded += count
      })
      await intake.keep(file, bytes)
    }
  }
  // One that fails leaves the rest to the others: a missing file costs no second download of its neighbours, and a dead
  // network is noticed by as many downloads as there are lanes.
  const lanes = await Promise.allSettled(Array.from({ length: pool }, fetchInTurn))
  const failed = lanes.find((lane) => lane.status === 'rejected')
  if (failed) throw failed.reason
}
