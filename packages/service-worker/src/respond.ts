import type { RelevoError } from '@relevo/core/errors'
import { answerOf, isOld } from './answer.ts'
import { fetchFile } from './fetch-file.ts'
import type { FileStore } from './file-store.ts'
import { findFile } from './find-file.ts'
import type { Settings } from './options.ts'
import type { Change, RecordKeeper } from './record.ts'
import type { Releases, StoredFile, StoredRelease } from './releases.ts'
import { visit } from './visit.ts'
import type { ExtendableEvent, FetchEvent } from './worker-scope.ts'

interface RespondParts {
  keeper: RecordKeeper
  store: FileStore
  releases: Releases
  settings: Settings
  /** The scope's pathname. */
  base: string
  onChange: (change: Change, event: ExtendableEvent) => void
  /** The app has no page of its own: it lives in frames of others, such as a card of a home's dashboard. */
  isAlone(): Promise<boolean>
}

/**
 * Answers a request below the scope: from the release its page is pinned to, else by the app's runtime caching, else
 * from the network. Whatever goes wrong on our side, the network answers.
 */
export function responder(parts: RespondParts): (event: FetchEvent, url: URL) => void {
  const { keeper, store, releases, settings, base, onChange, isAlone } = parts

  /** `undefined`, here and below: not out of the store. */
  async function page(event: FetchEvent, { origin, pathname, search }: URL): Promise<Response | undefined> {
    const client = event.resultingClientId
    // To Chromium 80 the destination of a reload is `unknown`, not `document`.
    const isTop = !/frame|embed|object/.test(event.request.destination) || (await isAlone())
    const { found, release, change } = await visit(parts, { pathname, client, isTop }, event)
    if (change) onChange(change, event)
    if (found === 'redirect') return Response.redirect(`${origin}${pathname}/${search}`)
    const answer = found && release && (await served(event, found, release))
    // The page will not be of its release after all: it may not confirm it, nor mix its files with it.
    if (found && !answer) await keeper.write(async ({ pins }) => pins.set(client, { at: Date.now() }))
    return answer
  }

  async function resource(event: FetchEvent, { pathname }: URL): Promise<Response | undefined> {
    const { clientId, resultingClientId } = event
    const known = keeper.latest()
    const { slots, pins } = known?.pins.has(clientId) ? known : await keeper.read()
    const pin = pins.get(clientId)
    const version = pin ? pin.release : slots.active
    // A worker of a page is of the page's release.
    if (resultingClientId) keeper.pin(resultingClientId, { release: version, at: Date.now() }, event)
    const release = await releases.find(version)
    const found = release && findFile(release, pathname.slice(base.length))
    return found && served(event, found, release)
  }

  /** A listed file; a lost one is fetched again. */
  async function served(event: FetchEvent, file: StoredFile, release: StoredRelease) {
    const stored = await store.read(file.sha256).catch(() => undefined)
    if (!stored) return repaired(event, file, release)
    const answer = await given(stored, file, event)
    if (isOld(stored, answer, file)) event.waitUntil(renewed(file))
    return answer
  }

  /** What passes through the worker costs every start: it is stored once more, as its answers are by now. */
  async function renewed(file: StoredFile): Promise<void> {
    const stored = await store.read(file.sha256)
    // Where there is no space for it, it stays as it is.
    if (stored) await store.put(file, new Uint8Array(await stored.arrayBuffer())).catch(() => undefined)
  }

  function given(stored: Response, file: StoredFile, { request }: FetchEvent) {
    return answerOf(stored, file, settings.headers, request.headers.get('range'))
  }

  async function repaired(event: FetchEvent, file: StoredFile, { version, from }: StoredRelease) {
    try {
      const bytes = await fetchFile(file, from, settings.fileTimeout)
      await store.put(file, bytes).catch(() => {
        // No space to keep it: it is served all the same.
      })
      return given(new Response(bytes), file, event)
    } catch (error) {
      // The server has it no more, or another release's file of that name: every start without it would be a broken one.
      const { code } = error as RelevoError
      const isOther = code === 'file-corrupt'
      const isGone = code === 'file-missing' || (isOther && from.includes('{path}'))
      if (isGone && (await hasApp(event))) await keeper.happen({ type: 'lost', version }, event)
      // Under its path the network may have another release's file, and a page is not mixed: it looks for a lost chunk itself.
      if ((isGone || isOther) && event.request.mode !== 'navigate') return Response.error()
      return undefined // not to be had there either; the request itself goes to the network
    }
  }

  /** Can the network start the app? A proxy that answers 404 to everything has lost no file. */
  async function hasApp({ request }: FetchEvent): Promise<boolean> {
    const page = await fetch(new URL(base, request.url).href, { cache: 'no-store' })
    return page.ok && /relevo-version/.test(await page.text())
  }

  /** What is known to be in no release need not pass through here, where it would keep the worker busy. */
  function isForeign({ clientId, resultingClientId }: FetchEvent, { pathname }: URL): boolean {
    const pin = keeper.latest()?.pins.get(clientId)
    if (!pin || resultingClientId || settings.replaces) return false
    const release = releases.known.get(pin.release ?? '')
    return release ? !findFile(release, pathname.slice(base.length)) : pin.release === undefined
  }

  return (event, url) => {
    const isPage = event.request.mode === 'navigate'
    if (!isPage && isForeign(event, url)) {
      const answer = settings.runtime(event)
      if (answer) event.respondWith(answer)
      return
    }
    const answer = async () => {
      try {
        const stored = await (isPage ? page : resource)(event, url)
        if (stored) return stored
      } catch {
        // Storage that cannot be read is no reason for an error: the network has the app as well.
      }
      return settings.runtime(event) ?? settings.replaces?.fetch(event.request) ?? fetch(event.request)
    }
    event.respondWith(answer())
  }
}
