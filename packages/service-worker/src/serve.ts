import { PAST_WORKER } from '@relevo/core/protocol'
import type { SlotsEffect } from '@relevo/core/slots'
import { hearAsks } from './asks.ts'
import { carryingOut } from './carry-out.ts'
import { openDatabase } from './database.ts'
import { fileStore } from './file-store.ts'
import { inTurn } from './in-turn.ts'
import { createInstaller } from './installer.ts'
import { settingsOf, type WorkerOptions } from './options.ts'
import { ownPages } from './own-pages.ts'
import { type Change, keepRecord } from './record.ts'
import { recover } from './recover.ts'
import { keepReleases } from './releases.ts'
import { reportFailure } from './report.ts'
import { resetting } from './reset.ts'
import { responder } from './respond.ts'
import { type Sweep, sweep } from './sweep.ts'
import { pagesOf, tellAll } from './tell.ts'
import { createWatchdog } from './watchdog.ts'
import type { ExtendableEvent, WorkerScope } from './worker-scope.ts'

/**
 * Make this worker keep releases: stage, switch, try and roll back as its pages ask, and answer every page from the
 * release it was served. The worker script itself never changes with a release.
 *
 * @param self the worker's global scope, before its first event; TypeScript's `dom` library takes it for a window
 * @param options see `WorkerOptions`; times in milliseconds
 * @example serveReleases(self, { navigation: { deny: [/^\/api\//] } })
 */
export function serveReleases(self: EventTarget, options: WorkerOptions = {}): void {
  const worker = self as unknown as WorkerScope
  const { clients, registration } = worker
  const { scope } = registration
  const base = new URL(scope).pathname
  const name = `relevo:${base}`
  const settings = settingsOf(options)

  const database = openDatabase(name)
  const store = fileStore(name, scope, settings.headers)
  const releases = keepReleases(database)
  const keeper = keepRecord(database, releases, onChange)
  // Begun before the first event comes, which most likely needs it: a browser takes its time to open what is on the disk.
  // Who does need it asks again, and hears what went wrong.
  keeper.read().catch(() => undefined)

  const alone = inTurn(name)
  const watchdog = createWatchdog((token, at, event) => keeper.happen({ type: 'expired', token, at }, event))
  const sweepNow: Sweep = (needed, spare) => sweep(clients, keeper, releases, store, needed, spare)
  const sweepAlone = () =>
    alone(async () => {
      await sweepNow()
      await settings.replaces?.sweep(clients, await keeper.read())
    })
  const installer = createInstaller({ keeper, store, releases, settings, sweep: sweepNow }, alone)
  const reset = resetting({ keeper, releases, store, installer, registration, onChange })
  const isAlone = async () => (await pagesOf(clients)).every(({ frameType }) => frameType !== 'top-level')
  const respond = responder({ keeper, releases, store, settings, base, onChange, isAlone })
  const isOwn = ownPages(scope, keeper, store, reset)

  function onChange({ record, effects }: Change, event: ExtendableEvent): void {
    event.waitUntil(Promise.all([tellAll(clients, keeper.read), ...effects.map(run)]))

    async function run(effect: SlotsEffect): Promise<void> {
      switch (effect.do) {
        case 'watch':
          return watchdog(record.slots, event)
        case 'recover':
          return recover(clients, record, effect.version)
        case 'sweep':
          return sweepAlone()
        case 'report': {
          const { version } = effect
          if (await reportFailure(keeper, version)) await keeper.happen({ type: 'told', version }, event)
        }
      }
    }
  }

  worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()))
  worker.addEventListener('activate', (event) => event.waitUntil(clients.claim()))
  const carryOut = carryingOut({ keeper, releases, installer, watchdog, sweep: sweepAlone, ...reset })
  worker.addEventListener('message', hearAsks(carryOut, installer.idle))
  worker.addEventListener('fetch', (event) => {
    const url = new URL(event.request.url)
    if (url.href.startsWith(scope)) {
      if (isOwn(event, url)) return
      if (isForRelease(event.request)) return respond(event, url)
    }
    const answer = settings.runtime(event)
    if (answer) event.respondWith(answer)
  })
}

/**
 * A stream of events would keep the worker alive for ever; a page that is about to leave the store asks past it; the last
 * is a request no worker can repeat.
 */
function isForRelease({ method, headers, cache, mode }: Request): boolean {
  const isStream = headers.get('accept') === 'text/event-stream'
  const isUnrepeatable = cache === 'only-if-cached' && mode !== 'same-origin'
  return method === 'GET' && !isStream && !headers.has(PAST_WORKER) && !isUnrepeatable
}
