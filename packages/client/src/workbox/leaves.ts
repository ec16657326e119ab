/**
 * Wait until a worker is in none of these states any more. Seen on the worker itself: workbox-window stops listening to
 * the workers of a page that lives longer than a minute.
 *
 * @returns the state it is in then; `redundant` is the end of a worker that failed, or was replaced
 */
export function leaves(worker: ServiceWorker, ...states: ServiceWorkerState[]): Promise<ServiceWorkerState> {
  return new Promise((resolve) => {
    const look = () => {
      if (states.includes(worker.state)) return
      worker.removeEventListener('statechange', look)
      resolve(worker.state)
    }
    worker.addEventListener('statechange', look)
    look()
  })
}
