import { RelevoError } from '@relevo/core/errors'
import type { Version } from '@relevo/core/release'
import type { Clock, Keep } from './ports.ts'
import { BUDGET_RENEWAL } from './times.ts'

const KEY = 'relevo.reloads'
/** Towards one release, and in all: replicas that disagree send a tablet back and forth, a broken server names ever newer. */
const TO_ONE = 3
const IN_ALL = 12

/**
 * How often a page may still leave for another release within an hour. Kept across reloads: it is what makes a reload
 * loop impossible, whatever the server says and whether or not the page that comes is the one that was promised.
 */
export interface ReloadBudget {
  /** @throws RelevoError `reload-loop` when nothing is left for this release */
  check(target: Version, retry?: string): void
  /** A reload towards this release is about to be made. */
  spend(target: Version, retry?: string): void
}

export function reloadBudget(keep: Keep, clock: Clock): ReloadBudget {
  // An order to try again opens an account of its own.
  const account = (target: Version, retry = '') => `${target}/${encodeURIComponent(retry)}`

  function spent(): string[] {
    const isRecent = (entry: string) => Math.abs(clock.now() - Number(entry.split('@')[1])) < BUDGET_RENEWAL
    return keep.get(KEY).split(' ').filter(isRecent)
  }

  return {
    check(target, retry) {
      const all = spent()
      const towards = all.filter((entry) => entry.startsWith(`${account(target, retry)}@`)).length
      if (towards >= TO_ONE || all.length >= IN_ALL)
        throw new RelevoError('reload-loop', `${towards} to it, ${all.length} in all`)
    },
    spend(target, retry) {
      keep.set(KEY, [...spent(), `${account(target, retry)}@${clock.now()}`].join(' '))
    },
  }
}
