import { answerOf } from './answer.ts'
import type { Database } from './database.ts'
import { fetchFile } from './fetch-file.ts'
import type { FileStore } from './file-store.ts'
import { type Found, findFile } from './find-file.ts'
import type { Settings } from './options.ts'
import type { Pins } from './pins.ts'
import type { Releases, StoredRelease } from './releases.ts'
import type { OnChange, SlotsRecord } from './slots-record.ts'
import { visit } from './visit.ts'
import type { FetchEvent } from './worker-scope.ts'

export interface RespondParts {
  database: Database
  store: FileStore
  releases: Releases
  pins: Pins
  slots: SlotsRecord
  settings: Settings
  /** The scope's pathname. */
  base: string
  onChange: OnChange
}

/**
 * Answers a request below the scope: from the release its page is pinned to, else by the app's runtime caching, else
 * from the network. Whatever goes wrong on our side, the network answers.
 */
export function responder(parts: RespondParts): (event: FetchEvent, url: URL) => void {
  const { store, releases, pins, slots, settings, base, onChange } = parts

  /** `undefined`, here and below: not out of the store. */
  async function page(event: FetchEvent, { origin, pathname, search }: URL): Promise<Response | undefined> {
    const client = event.resultingClientId
    const isTop = event.request.destination === 'document'
    const { found, release, pin, slots, effects, changed } = await visit(parts, { pathname, client, isTop })
    pins.remember(client, pin)
    if (changed) onChange(slots, effects, event)
    if (found === 'redirect') return Response.redirect(`${origin}${pathname}/${search}`)
    if (!found || !release) return undefined
    const answer = await served(event, found, release)
    // The page will not be of this release after all: it may not confirm it, nor mix its files with it.
    if (!answer) await pins.set(client, { at: pin.at })
    return answer
  }

  async function resource(event: FetchEvent, { pathname }: URL): Promise<Response | undefined> {
    const pin = event.clientId ? await pins.find(event.clientId) : undefined
    const version = pin ? pin.release : (await slots.read()).active
    if (event.resultingClientId) {
      await pins.set(event.resultingClientId, { at: Date.now(), ...(version !== undefined && { release: version }) })
    }
    const release = version === undefined ? undefined : await releases.find(version)
    const found = release && findFile(release, base, pathname)
    return found && served(event, found, release)
  }

  /** A listed file; lost ones are fetched again. */
  async function served({ request }: FetchEvent, found: Found, release: StoredRelease) {
    const stored = (await store.read(found.entry.sha256)) ?? (await repaired(found, release))
    return stored && answerOf(stored, found.entry, settings.headers, request.headers.get('range'))
  }

  async function repaired({ path, entry }: Found, { from }: StoredRelease): Promise<Response | undefined> {
    try {
      const bytes = await fetchFile({ path, entry, from }, settings.fileTimeout, new AbortController().signal)
      await store.put(entry.sha256, bytes).catch(() => {
        // No space to keep it: it is served all the same.
      })
      return new Response(bytes)
    } catch {
      return undefined // not to be had there either; the request itself goes to the network
    }
  }

  /** What is known to be in no release need not pass through here, where it would keep the worker busy. */
  function isForeign(event: FetchEvent, { pathname }: URL): boolean {
    const pin = pins.known(event.clientId)
    if (!pin || event.resultingClientId) return false
    if (pin.release === undefined) return true
    const release = releases.known(pin.release)
    return release !== undefined && !findFile(release, base, pathname)
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
      return settings.runtime(event) ?? fetch(event.request)
    }
    event.respondWith(answer())
  }
}
