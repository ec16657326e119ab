import type { TabletCode } from '@relevo/core/errors'
import type { Version } from '@relevo/core/release'
import type { UpdateRules } from '@relevo/core/update'
import type { Dice } from '../../packages/core/src/testing/dice.ts'

/** How a simulated tablet and the person in front of it are. Times in milliseconds, on average; shares from 0 to 1. */
export interface Nature {
  /** The rules of its page, as the shipped client has them. */
  rules: UpdateRules
  /** A release is downloaded in this time. Nothing is fetched: this is about reports, not about bytes. */
  download: number
  /** A person answers the prompt after this long, always with yes. */
  answer: number
  /** From the reload until the new page is there. */
  reload: number
  /** From the page until its program is up, and says so. */
  start: number
  /** Share of trials of a release that do not come up. */
  fails(version: Version): number
  /** Share of the time in which it is not there. */
  offline: number
  /** How long it is away each time. */
  away: number
}

/** What a release does that does not come up: it throws, shows nothing, or says nothing until the watchdog looks. */
export const FAULTS = ['boot-error', 'boot-blank', 'boot-timeout'] as const satisfies readonly TabletCode[]

/** A release on trial has this long, and may be started so often; what the shipped worker has by default. */
export const TRIAL = { attempts: 2, readyTimeout: 30_000 }

/**
 * A time that varies around an average, from half of it to one and a half.
 *
 * @example around(10_000, dice(1)) // from 5,000 up to 15,000
 */
export function around(average: number, dice: Dice): number {
  return average / 2 + dice.below(Math.floor(average) + 1)
}
