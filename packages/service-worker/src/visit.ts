import { nextRelease } from '@relevo/core/slots'
import { findPage } from './find-file.ts'
import type { Settings } from './options.ts'
import { type Change, type Pin, type RecordKeeper, stepped, type TabletRecord } from './record.ts'
import type { Releases, StoredFile, StoredRelease } from './releases.ts'
import type { AnsweredEvent } from './worker-scope.ts'

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
 * Decide a navigation. A start of a release on trial is written down, in one transaction, *before* a byte of HTML is
 * given: a page that hangs the browser or takes the power down with it has used up its attempt all the same. Without a
 * trial there is nothing to count, so the answer waits for no disk: which release the page is of is written while it loads.
 */
export async function visit(
  { keeper, releases, settings, base }: VisitParts,
  { pathname, client, isTop }: Arrival,
  event: AnsweredEvent,
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
    let token: string | undefined
    if (trial && isTop && !seen.found && (await look(slots.active, rows)).found) {
      // The page that this tablet starts with: without it the release cannot be tried, nor ever fail.
      const failure = { code: 'file-missing', detail: pathname, at } as const
      const change = stepped(record, { type: 'boot-failed', token: trial.token, ...failure })
      seen = { ...(await look(nextRelease(record.slots), rows)), change }
    } else if (trial && isTop && isHtml(seen.found)) {
      const { attempts, readyTimeout } = settings
      const change = stepped(record, { type: 'navigated', at, attempts, readyTimeout })
      if (record.slots.phase === 'trial') token = trial.token
      seen = { ...(await look(nextRelease(record.slots), rows)), change }
    }
    record.pins.set(client, pinOf(seen, at, token))
    return seen
  }

  const { slots } = await keeper.read()
  if (slots.phase !== 'trial') {
    const seen = await look(slots.active)
    // While it was looked up, this worker may have left the release, or begun a trial.
    const now = keeper.latest()?.slots ?? slots
    if (now.phase !== 'trial' && now.active === slots.active && (seen.release || !slots.active)) {
      keeper.pin(client, pinOf(seen, Date.now()), event)
      return seen
    }
  }
  try {
    return await keeper.write(decide)
  } catch {
    // A full disk takes no writing: only the confirmed release may start there, for it needs none.
    return look((await keeper.read()).slots.active)
  }
}

function pinOf({ found, release }: Visit, at: number, token?: string): Pin {
  return found ? { at, release: release?.version, served: true, token } : { at }
}

function isHtml(found: Visit['found']): boolean {
  return typeof found === 'object' && found.type.startsWith('text/html')
}
