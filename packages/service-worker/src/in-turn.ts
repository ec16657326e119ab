/** Run work alone among all workers of a scope: two of them live while one replaces the other. */
export type InTurn = <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>

/** By a Web Lock; a browser without them has the worker's own good order only. */
export function inTurn(name: string): InTurn {
  return async (work, signal) => {
    if (!navigator.locks) return work()
    return await navigator.locks.request(name, { signal } as LockOptions, work)
  }
}
