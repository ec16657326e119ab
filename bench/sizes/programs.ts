import type { Program } from './bundle.ts'

/** What updates a tool can do that a wall tablet asks for; what it cannot is left away. */
type Can = 'goes back' | 'confirms a boot' | 'patches' | 'hints'

/** One program of one tool. */
export interface Listed extends Omit<Program, 'folder' | 'source'> {
  name: string
  /** Code, or a file of the peers that is a program as it is. */
  source: string | { file: string }
  where: 'page' | 'worker'
  can: Can[]
  /** Counted is what it fetches when the page is idle; else what has to be there before it can run. */
  isIdle?: true
  /** Of minified and gzipped, in kB of 1,024 bytes. */
  atMost?: number
}

/** Of this house. */
export const OURS: Listed[] = [
  {
    name: '@relevo/client',
    where: 'page',
    source: `export { createUpdateManager } from '@relevo/client'`,
    format: 'es',
    can: ['goes back', 'confirms a boot', 'patches', 'hints'],
    atMost: 4,
  },
  {
    name: '@relevo/client/mqtt',
    where: 'page',
    source: `export { mqttChannel } from '@relevo/client/mqtt'`,
    format: 'es',
    can: ['hints'],
  },
  {
    name: '@relevo/client/mqtt, what it fetches when the page is idle',
    where: 'page',
    source: `export { mqttChannel } from '@relevo/client/mqtt'`,
    format: 'es',
    can: ['hints'],
    isIdle: true,
    atMost: 12,
  },
  {
    name: '@relevo/client/prompt',
    where: 'page',
    source: `export * from '@relevo/client/prompt'`,
    format: 'es',
    can: [],
  },
  {
    name: '@relevo/client/kiosk',
    where: 'page',
    source: `export { kiosk } from '@relevo/client/kiosk'`,
    format: 'es',
    can: [],
  },
  {
    name: '@relevo/service-worker',
    where: 'worker',
    source: `import { serveReleases } from '@relevo/service-worker'; serveReleases(self)`,
    format: 'iife',
    can: ['goes back', 'confirms a boot', 'patches'],
    atMost: 6,
  },
  {
    name: '@relevo/service-worker with runtime caching',
    where: 'worker',
    source: `import { serveReleases } from '@relevo/service-worker'
import { runtimeCaching } from '@relevo/service-worker/runtime'
serveReleases(self, { runtime: runtimeCaching([{ match: /\\/api\\//, strategy: 'network-first' }]) })`,
    format: 'iife',
    can: ['goes back', 'confirms a boot', 'patches'],
  },
]

/** Of other tools, each set up for the same: everything precached, one page for all navigations, a new worker at once. */
export const THEIRS: Listed[] = [
  {
    name: 'workbox-window',
    where: 'page',
    source: `export { Workbox } from 'workbox-window'`,
    format: 'es',
    can: [],
  },
  {
    name: '@serwist/window',
    where: 'page',
    source: `export { Serwist } from '@serwist/window'`,
    format: 'es',
    can: [],
  },
  {
    name: '@angular/service-worker, its client',
    where: 'page',
    source: `export { provideServiceWorker, SwUpdate } from '@angular/service-worker'`,
    format: 'es',
    external: [/^@angular\/(?:core|common)/, /^rxjs/],
    can: [],
  },
  {
    name: 'workbox-precaching and a navigation route',
    where: 'worker',
    source: `import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
self.skipWaiting()
precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html')))`,
    format: 'iife',
    can: [],
  },
  {
    name: 'the same with runtime caching',
    where: 'worker',
    source: `import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { NetworkFirst } from 'workbox-strategies'
self.skipWaiting()
precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html')))
registerRoute(/\\/api\\//, new NetworkFirst())`,
    format: 'iife',
    can: [],
  },
  {
    name: 'serwist',
    where: 'worker',
    source: `import { Serwist } from 'serwist'
const precacheOptions = { cleanupOutdatedCaches: true, navigateFallback: 'index.html' }
new Serwist({ precacheEntries: self.__SW_MANIFEST, precacheOptions, skipWaiting: true }).addEventListeners()`,
    format: 'iife',
    can: [],
  },
  {
    name: 'ngsw-worker.js, runtime caching included',
    where: 'worker',
    source: { file: 'node_modules/@angular/service-worker/ngsw-worker.js' },
    format: 'iife',
    can: [],
  },
]
