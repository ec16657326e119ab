import type { Version } from '@relevo/core/release'
import { nextRelease, type Slots, type SlotsEffect } from '@relevo/core/slots'
import type { Database, Transaction } from './database.ts'
import { type Found, findPage } from './find-file.ts'
import type { Settings } from './options.ts'
import type { Pin } from './pins.ts'
import type { Releases, StoredRelease } from './releases.ts'
import { readSlots, stepSlots } from './slots-record.ts'

/** What a navigation is answered with, and what has to be done about it. */
export interface Visit {
  found: Found | 'redirect' | undefined
  release?: StoredRelease | undefined
  pin: Pin
  slots: Slots
  effects: readonly SlotsEffect[]
  /** The slots changed: an attempt was counted, or the last one was used up. */
  changed: boolean
}

interface Arrival {
  pathname: string
  /** Of the page that comes into being. */
  client: string
  /** A page of its own, not a frame within one: only that starts a release. */
  isTop: boolean
}

/**
 * Decide a navigation and write it down, in one transaction, *before* a byte of HTML is given: a page that hangs the
 * browser or takes the power down with it has used up its attempt all the same. On a full disk, which takes no writing,
 * only the confirmed release starts.
 *
 * @param base the scope's pathname
 */
export function visit(
  { database, releases, settings, base }: { database: Database; releases: Releases; settings: Settings; base: string },
  { pathname, client, isTop }: Arrival,
): Promise<Visit> {
  async function decide(table: Transaction, isWritten: boolean): Promise<Visit> {
    async function look(version: Version | undefined) {
      const release = version === undefined ? undefined : await releases.findIn(table, version)
      return { release, found: release && findPage(release, base, pathname, settings.navigation) }
    }
    const at = Date.now()
    let slots = await readSlots(table)
    let seen = await look(isWritten ? releaseFor(slots, isTop) : slots.active)
    let effects: readonly SlotsEffect[] = []
    let changed = false
    const starts = isWritten && isTop && slots.phase === 'trial' && isHtml(seen.found)
    if (starts) {
      const { attempts, readyTimeout } = settings
      const stepped = await stepSlots(table, { type: 'navigated', at, attempts, readyTimeout })
      ;({ slots, effects, changed } = stepped)
      seen = await look(nextRelease(slots))
    }
    const { found, release } = seen
    const pin: Pin = { at }
    if (found && release) Object.assign(pin, { release: release.version, served: true })
    if (starts && slots.phase === 'trial') pin.token = slots.trial.token
    if (isWritten) table('clients').put(client, pin)
    return { found, release, pin, slots, effects, changed }
  }
  return database
    .write((table) => decide(table, true))
    .catch(() => database.read((table) => decide(table, false)))
}

/** A frame gets what the page around it most likely is: a release on trial only once a page of it was started. */
function releaseFor(slots: Slots, isTop: boolean): Version | undefined {
  return !isTop && slots.phase === 'trial' && slots.trial.attempts === 0 ? slots.active : nextRelease(slots)
}

function isHtml(found: Found | 'redirect' | undefined): boolean {
  return typeof found === 'object' && found.entry.type.startsWith('text/html')
}
