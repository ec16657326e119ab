import { RelevoError } from '@relevo/core/errors'
import type { World } from '../ports.ts'
import type { EnrolmentStore } from './ports.ts'

/** Why a tablet is not let in, for the tablet. */
const WHY = {
  'code-unknown': 'there is no such code',
  'code-expired': 'the code has expired',
  'code-used-up': 'the code is used up',
  'code-withdrawn': 'the code was withdrawn',
  'code-of-another': 'the code is for another tablet',
  'key-off': 'this server has no site key',
  'key-wrong': 'the site key is another one',
  'key-takes-nothing-over': 'a site key does not take over a tablet',
} as const

/** Why a tablet is not let in, as the log says it. */
export type Refusal = keyof typeof WHY

/** Refused enrolments have at most one event in this time, ms, which says how many they were. */
const REFUSALS_EVERY = 60_000

/** Tells a tablet that it is not let in, and the log, without letting whoever guesses fill it. */
export interface Refusals {
  /** @throws RelevoError `enrolment-refused`, `credential-exists` */
  refuse(tablet: string, why: Refusal, from: string): Promise<never>
}

export function createRefusals(store: Pick<EnrolmentStore, 'note'>, world: Pick<World, 'now'>): Refusals {
  let count = 0
  let noted = Number.NEGATIVE_INFINITY
  return {
    async refuse(tablet, why, from) {
      count++
      const at = world.now()
      if (at - noted >= REFUSALS_EVERY) {
        const data = { why, from, attempts: count }
        count = 0
        noted = at
        await store.note({ at, type: 'enrolment-refused', subject: { kind: 'tablet', id: tablet }, data })
      }
      throw why === 'key-takes-nothing-over'
        ? new RelevoError('credential-exists', tablet)
        : new RelevoError('enrolment-refused', WHY[why])
    },
  }
}
