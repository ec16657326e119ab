import { RelevoError } from '@relevo/core/errors'
import type { Version } from '@relevo/core/release'
import { clock } from '../clock.ts'
import { fetchInTime } from '../fetch-in-time.ts'
import { MARKER } from '../marker.ts'
import type { Carrier } from '../ports.ts'
import { leaves } from './leaves.ts'
import { type Registered, registering } from './registration.ts'
import { scriptError } from './script-error.ts'
import { within } from './within.ts'

/** For the browser to look for a new worker, and for a worker to take over; milliseconds. */
const PATIENCE = 30_000

export interface WorkboxOptions {
  /** Scope of the worker; default: the folder of its script. */
  scope?: string
  /** A new worker may take this long to store its files, in seconds; default 300, after which Chromium gives up too. */
  installTimeout?: number
}

/**
 * Bring releases in by the Workbox worker the app has: `precacheAndRoute` and a worker that obeys `SKIP_WAITING`, as
 * vite-plugin-pwa builds it with `registerType: 'prompt'`. It registers the worker; the app does not. Nothing is tried and
 * nothing is taken back there: see docs/workbox.md.
 *
 * @returns `undefined` where a page cannot have a worker: an update is a reload there
 * @throws RelevoError `config-invalid`
 * @example createUpdateManager({ version, carrier: workbox('/sw.js') })
 */
export function workbox(scriptUrl: string, { scope, installTimeout = 300 }: WorkboxOptions = {}): Carrier | undefined {
  if (!scriptUrl || !(installTimeout > 0))
    throw new RelevoError('config-invalid', scriptUrl ? 'installTimeout' : 'scriptUrl')
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined
  if (!container) return undefined

  const ports = { clock, fetch: (...request: Parameters<typeof fetch>) => fetch(...request) }
  const open = registering(container, { scriptUrl, scope }, ports)
  /** The worker that this page came from: any other brings another release. */
  const { controller } = container

  async function installed(worker: ServiceWorker): Promise<void> {
    const what = `${scriptUrl} installs`
    const state = await within(clock, installTimeout * 1000, what, leaves(worker, 'installing'))
    if (state !== 'redundant') return
    const cause = 'the new worker could not store a file of its list'
    throw await scriptError(ports, scriptUrl, cause, 'server-error')
  }

  if (document.readyState === 'complete') greet()
  else addEventListener('load', greet, { once: true })

  /** What is downloaded for the first time does not compete with the page that is loading. */
  function greet(): void {
    open().catch(() => {
      // Whoever needs the worker tries again, and hears why not.
    })
  }

  /** Does a reload bring this release, although no worker is new to this page? It may have come a moment too early. */
  async function isThere(target: Version, { scope }: ServiceWorkerRegistration): Promise<boolean> {
    // The worker answers this as it answers a start of the app; with a query it would ask the network.
    return MARKER.exec((await fetchInTime(ports, scope)).text)?.[1] === target
  }

  /** Have the browser look for a new worker, and wait until it is installed. */
  async function look({ workbox, registration }: Registered): Promise<void> {
    // The browser would have the look wait for this one, however long it takes.
    if (registration.installing) await installed(registration.installing)
    await within(clock, PATIENCE, `${scriptUrl} is looked for`, workbox.update()).catch(async (cause) => {
      throw cause instanceof RelevoError ? cause : await scriptError(ports, scriptUrl, cause, 'server-error')
    })
    if (registration.installing) await installed(registration.installing)
  }

  return {
    async stage(target) {
      const registered = await open()
      const { registration } = registered
      const isNew = () => registration.waiting !== null || registration.active !== controller
      await look(registered)
      if (isNew() || (await isThere(target, registration))) return
      // Chromium looks by itself a second after each start, and this look may have joined that one, which was too early.
      await look(registered)
      if (!isNew()) throw new RelevoError('server-error', `${scriptUrl} is unchanged and brings no ${target}`)
    },

    async switch() {
      const { workbox, registration } = await open()
      const { waiting, active } = registration
      if (waiting) workbox.messageSkipWaiting()
      const next = waiting ?? active
      if (!next) return // somebody unregistered it: the network brings the release
      const state = await within(clock, PATIENCE, `${scriptUrl} takes over`, leaves(next, 'installed', 'activating'))
      if (state === 'redundant') throw new RelevoError('switch-refused', 'another worker took its place')
    },
  }
}
