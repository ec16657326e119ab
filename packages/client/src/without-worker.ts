import { RelevoError } from '@relevo/core/errors'
import { PAST_WORKER } from '@relevo/core/protocol'
import type { Version } from '@relevo/core/release'
import { fetchInTime } from './fetch-in-time.ts'
import { MARKER } from './marker.ts'
import type { Carrier, Clock, View } from './ports.ts'

/** Scripts and styles that a page asks for by itself. */
const ASSET = /<(?:script|link)\b[^>]*\s(?:src|href)=["']?([^"'\s>]+\.(?:m?js|css))\b/gi
const BASE = /<base\b[^>]*\shref=["']?([^"'\s>]+)/i
const COMMENT = /<!--[\s\S]*?-->/g
/** A server that knows no HEAD has not said that the file is missing. */
const NO_ANSWER = [405, 501]

/**
 * The carrier where nothing can be stored: look whether the server really has the release, all that its page starts
 * with included, then let the page reload. What is on the wall after a reload into a 502 stays there.
 *
 * @param agreed asks the server once more whether it wants this release, and tells it of the reload
 */
export function withoutWorker(
  ports: { fetch: typeof globalThis.fetch; clock: Clock; view: View },
  agreed: (target: Version) => Promise<void>,
): Carrier {
  const { location } = ports.view

  async function checkAsset(path: string, base: URL): Promise<void> {
    const url = new URL(path, base)
    if (url.origin !== location.origin) return
    const { status, type } = await fetchInTime(ports, url.href, { method: 'HEAD' })
    if (NO_ANSWER.includes(status)) return
    if (status !== 200 || type.includes('html')) throw new RelevoError('server-error', `${path}: ${status} ${type}`)
  }

  async function stage(target: Version): Promise<void> {
    // The very address the reload will ask for.
    const { href } = location
    const { status, type, text } = await fetchInTime(ports, href, {
      headers: { accept: 'text/html', [PAST_WORKER]: '' },
    })
    if (status !== 200 || !type.includes('html')) throw new RelevoError('server-error', `page: ${status} ${type}`)
    const [, found] = MARKER.exec(text) ?? []
    if (found && found !== target) throw new RelevoError('server-error', `page is of ${found}`)
    const page = text.replace(COMMENT, '')
    const base = new URL(BASE.exec(page)?.[1] ?? '', href)
    await Promise.all([...page.matchAll(ASSET)].map(([, path = '']) => checkAsset(path, base)))
  }

  return {
    stage,
    async switch(target) {
      await stage(target)
      await agreed(target)
    },
  }
}
