import { nextRelease } from '@relevo/core/slots'
import { findPage } from './find-file.ts'
import type { Settings } from './options.ts'
import { type Change, type Pin, type RecordKeeper, stepped, type TabletRecord } from './record.ts'
import type { Releases, StoredFile, StoredRelease } from './releases.ts'

/** What a navigation is answered with. */
export interface Visit {
  found: StoredFile | 'redirect' | undefined
  release: StoredRelease | undefined
  /** An attempt was counted, or the last one was used up. */
  change?: Change | undefined
}

interface Arrival {
  pathname: string
  /** Of the page that comes into being. */
  client: string
  /** A page of its own, not a frame within one of the app's: only that starts a release. */
  isTop: boolean
}

interface VisitParts {
  keeper: RecordKeeper
  releases: Releases
  settings: Settings
  /** The scope's pathname. */
  base: string
}

/**
 * Decide a navigation and write it down, in one transaction, *before* a byte of HTML is given: a page that hangs the
 * browser or takes the power down with it has used up its attempt all the same.
 */
export async function visit(
  { keeper, releases, settings, base }: VisitParts,
  { pathname, client, isTop }: Arrival,
): Promise<Visit> {
  async function look(version: string | undefined, rows?: IDBObjectStore): Promise<Visit> {
    const release = await releases.find(version, rows)
    return { release, found: release && findPage(release, base, pathname, settings.navigation) }
  }

  async function decide(record: TabletRecord, rows: IDBObjectStore): Promise<Visit> {
    // The database was wiped between a manifest and the record that names it: nothing could ever start such a release.
    for (let next = nextRelease(record.slots); next; next = nextRelease(record.slots)) {
      if (await releases.find(next, rows)) break
      stepped(record, { type: 'lost', version: next })
    }
    const { slots } = record
    const at = Date.now()
    const trial = slots.phase === 'trial' ? slots.trial : undefined
    // A frame gets what the page around it most likely is: a release on trial only once a page of it was started.
    let seen = await look(trial && !isTop && !trial.attempts ? slots.active : nextRelease(slots), rows)
    const pin: Pin = { at }
    if (trial && isTop && !seen.found && (await look(slots.active, rows)).found) {
      // The page that this tablet starts with: without it the release cannot be tried, nor ever fail.
      const { token } = trial
      const change = stepped(record, { type: 'boot-failed', token, code: 'file-missing', detail: pathname, at })
      seen = { ...(await look(nextRelease(record.slots), rows)), change }
    } else if (trial && isTop && isHtml(seen.found)) {
      const { attempts, readyTimeout } = settings
      const change = stepped(record, { type: 'navigated', at, attempts, readyTimeout })
      if (record.slots.phase === 'trial') pin.token = trial.token
      seen = { ...(await look(nextRelease(record.slots), rows)), change }
    }
    if (seen.found) Object.assign(pin, { release: seen.release?.version, served: true })
    record.pins.set(client, pin)
    return seen
  }

  try {
    return await keeper.write(decide)
  } catch {
    // A full disk takes no writing: only the confirmed release may start there, for it needs none.
    return look((await keeper.read()).slots.active)
  }
}

function isHtml(found: Visit['found']): boolean {
  return typeof found === 'object' && found.type.startsWith('text/html')
}
