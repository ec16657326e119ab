import { again, isPassing, USUAL_PATIENCE } from '../server/again.ts'
import { ServerRefused } from '../server/server-refused.ts'
import type { Deployment } from './read-deployment.ts'

/**
 * Ask for something that must not be done twice, over a network that may lose the answer. When it was lost, nobody knows whether
 * the call was carried out; so it is made again only after a look has shown that it was not.
 *
 * @param ask makes the call, once
 * @param done looks once for what the call leads to; `undefined` when it was not carried out
 * @throws the last failure
 * @example await once(() => have(server, 'd1', 'approve'), async () => approved(await askFor(server, 'd1')))
 */
export function once(ask: () => Promise<Deployment>, done: () => Promise<Deployment | undefined>): Promise<Deployment> {
  let isLost = false
  return again(USUAL_PATIENCE, async () => {
    const found = isLost ? await done() : undefined
    if (found) return found
    try {
      return await ask()
    } catch (error) {
      if (isPassing(error)) {
        isLost ||= mayHaveArrived(error)
        throw error
      }
      // Refused, perhaps because the lost call was still under way when it was looked for.
      const late = isLost ? await done() : undefined
      if (late) return late
      throw error
    }
  })
}

/** May the server have carried out a call that failed? Not one it would not even listen to. */
function mayHaveArrived(error: unknown): boolean {
  return !(error instanceof ServerRefused && error.status === 429)
}
