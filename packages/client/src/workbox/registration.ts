import { Workbox } from 'workbox-window'
import type { Clock } from '../ports.ts'
import { scriptError } from './script-error.ts'

/** The app's worker, and workbox-window's hand on it. */
export interface Registered {
  workbox: Workbox
  registration: ServiceWorkerRegistration
}

interface Place {
  scriptUrl: string
  scope?: string | undefined
}

/**
 * The registration of a page: made when it is first asked for, and made again when it failed or somebody unregistered it.
 *
 * @returns throws RelevoError `worker-unavailable`, `network` or `server-error`
 */
export function registering(
  container: ServiceWorkerContainer,
  { scriptUrl, scope }: Place,
  ports: { clock: Clock; fetch: typeof globalThis.fetch },
): () => Promise<Registered> {
  let registered: Promise<Registered> | undefined

  async function register(): Promise<Registered> {
    const workbox = new Workbox(scriptUrl, { ...(scope && { scope }), updateViaCache: 'none' })
    try {
      const registration = await workbox.register({ immediate: true })
      if (!registration) throw new Error('no registration')
      return { workbox, registration }
    } catch (cause) {
      throw await scriptError(ports, scriptUrl, cause, 'worker-unavailable')
    }
  }

  async function isStale(): Promise<boolean> {
    try {
      const { registration } = (await registered) as Registered
      return registration !== (await container.getRegistration(registration.scope))
    } catch {
      return true // it failed last time; this is another try
    }
  }

  return async () => {
    if (registered && (await isStale())) registered = undefined
    registered ??= register()
    return registered
  }
}
