import { RelevoError } from '@relevo/core/errors'
import type { Version } from '@relevo/core/release'
import { fetchInTime } from './fetch-in-time.ts'
import type { Clock, Keep, View } from './ports.ts'
import { BUDGET_RENEWAL } from './times.ts'

const KEY = 'relevo.reloads'
const BUDGET = 3
/** `name` and `content` come in any order, quoted or not. */
const MARKER = /<meta(?=[^>]*\bname="?relevo-version\b)[^>]*\bcontent="?([^"\s/>]+)/i

/** An update where nothing can be stored: look whether the server really has the release, then reload. */
export interface ByReload {
  /**
   * @throws RelevoError `network`, `server-error` (no page, or another release's page), `reload-ignored` (reloads towards
   * this release did not bring it)
   */
  stage(target: Version): Promise<void>
  /** Look again, and count the reload that the caller is about to do. Same errors. */
  switch(target: Version): Promise<void>
}

/** @param running the release of this page; to have arrived gives the budget back */
export function withoutWorker(
  ports: { fetch: typeof globalThis.fetch; clock: Clock; keep: Keep; view: View },
  running: Version,
): ByReload {
  const { clock, keep, view } = ports

  function reloadsTo(target: Version): number {
    const [version, count, since] = keep.get(KEY).split(' ')
    return version === target && clock.now() - Number(since) < BUDGET_RENEWAL ? Number(count) : 0
  }

  async function stage(target: Version): Promise<void> {
    if (reloadsTo(target) >= BUDGET) throw new RelevoError('reload-ignored', `${BUDGET} reloads brought ${running}`)
    // The very address the reload will ask for: an error page would stay on the wall for good.
    const { status, type, text } = await fetchInTime(ports, view.location.href, { accept: 'text/html' })
    if (status !== 200 || !type.includes('html')) throw new RelevoError('server-error', `page: ${status} ${type}`)
    const [, found] = MARKER.exec(text) ?? []
    if (found && found !== target) throw new RelevoError('server-error', `page is of ${found}`)
  }

  if (reloadsTo(running)) keep.set(KEY, '')

  return {
    stage,
    async switch(target) {
      await stage(target)
      keep.set(KEY, `${target} ${reloadsTo(target) + 1} ${clock.now()}`)
    },
  }
}
