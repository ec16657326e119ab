interface Recipe {
  /** Every release has a worker of its own, as a precache list makes it. */
  release: string
  /** Take over without being asked, as `registerType: 'autoUpdate'` does. */
  skips?: boolean
  /** Obey `SKIP_WAITING`, as `registerType: 'prompt'` does. */
  obeys?: boolean
  claims?: boolean
  /** Fetched at install; all of them or none. */
  precache?: string[]
}

/** A worker that behaves as one of Workbox does, in a few lines, so that each behaviour can be had alone. */
export function workerScript({ release, skips, obeys = true, claims, precache = [] }: Recipe): string {
  return `const release = ${JSON.stringify(release)}
async function install() {
  for (const url of ${JSON.stringify(precache)})
    if (!(await fetch(url, { cache: 'reload' })).ok) throw new Error('bad-precaching-response ' + url)
}
self.addEventListener('install', (event) => {
  ${skips ? 'self.skipWaiting()' : ''}
  event.waitUntil(install())
})
self.addEventListener('activate', (event) => {
  ${claims ? 'event.waitUntil(self.clients.claim())' : ''}
})
self.addEventListener('message', ({ data, ports: [port] }) => {
  if (data === 'release') port.postMessage(release)
  ${obeys ? `if (data?.type === 'SKIP_WAITING') self.skipWaiting()` : ''}
})`
}
