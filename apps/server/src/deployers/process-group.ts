/** How often a group that was told to end is looked at, ms. */
const LOOK_EVERY = 50

/** Does any process of this group live? */
function isAlive(group: number): boolean {
  return signalGroup(group, 0)
}

/** Send a signal to a process and all its descendants that stayed in its group; false when none is left. */
function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}

/**
 * End every process of a group: SIGTERM, so that they can tidy up, and SIGKILL for whoever is still there after `grace`.
 *
 * @param group the process id of the first of them, which was started with `detached`
 * @param grace milliseconds
 * @returns the signal that it took
 */
export async function endGroup(group: number, grace: number): Promise<'SIGTERM' | 'SIGKILL'> {
  if (!signalGroup(group, 'SIGTERM')) return 'SIGTERM'
  for (const end = performance.now() + grace; performance.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
    if (!isAlive(group)) return 'SIGTERM'
  }
  signalGroup(group, 'SIGKILL')
  return 'SIGKILL'
}
