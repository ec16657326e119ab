import type { Say } from './asks.ts'
import type { Installation } from './installer.ts'

/** A waiting page hears of progress this often, in milliseconds, … */
const BEAT = 250
/** … and after so many beats without any, that we are alive: 3 s. */
const QUIET = 12

/** Wait for an installation, and tell the page that waits for it how far it is. */
export async function sayProgress({ progress, over }: Installation, say: Say): Promise<void> {
  let said = -1
  let quiet = 0
  const beat = () => {
    if (progress.loaded === said && ++quiet < QUIET) return
    said = progress.loaded
    quiet = 0
    say({ progress: { ...progress } })
  }
  const beats = setInterval(beat, BEAT)
  try {
    await over
    beat()
  } finally {
    clearInterval(beats)
  }
}
