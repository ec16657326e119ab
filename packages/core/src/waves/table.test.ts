import { describe, expect, it } from 'vitest'
import { elsewhere, lived, livedOn, offer, on, RULES, retried, seen, woke } from '../testing/assignments.ts'
import type { Assignment, AssignmentPhase } from './assignment.ts'
import { step } from './step.ts'

const up = lived(offer(0), on(10))

const STATES: { [P in AssignmentPhase]: Assignment & { phase: P } } = {
  pending: lived() as never,
  offered: lived(offer(0)) as never,
  downloading: lived(offer(0), elsewhere(10, 'downloading')) as never,
  staged: lived(offer(0), elsewhere(10, 'staged')) as never,
  switching: lived(offer(0), elsewhere(10, 'switching')) as never,
  trial: up as never,
  succeeded: livedOn(up, seen(110)) as never,
  failed: lived(offer(0), elsewhere(10, 'stuck', { error: 'no-space' })) as never,
  timed_out: lived(offer(0), elsewhere(10, 'downloading'), woke(1_110)) as never,
  rolled_back: lived(offer(0), elsewhere(10, 'rolled_back', { error: 'boot-error' })) as never,
  superseded: livedOn(lived(), { type: 'superseded', at: 10 }) as never,
  incompatible: lived(offer(0), elsewhere(10, 'stuck', { error: 'incompatible' })) as never,
}

const EVENTS = {
  offered: offer(2_000),
  'on it, on trial': on(2_000, 'trial'),
  'on it': on(2_000),
  'on it, broken': on(2_000, 'stuck', { error: 'boot-script' }),
  'at rest elsewhere': elsewhere(2_000),
  downloading: elsewhere(2_000, 'downloading'),
  staged: elsewhere(2_000, 'staged'),
  switching: elsewhere(2_000, 'switching'),
  'went back': elsewhere(2_000, 'rolled_back', { error: 'boot-blank' }),
  stuck: elsewhere(2_000, 'stuck', { error: 'reload-loop' }),
  'too old': elsewhere(2_000, 'stuck', { error: 'incompatible' }),
  seen: seen(2_000),
  woke: woke(2_000),
  retry: retried(2_000, 'again'),
  force: { type: 'ordered', at: 2_000, force: true },
  'called off': { type: 'called-off', at: 2_000 },
  superseded: { type: 'superseded', at: 2_000 },
} as const

/** Where each event leads; `same` is the very same object. A new phase does not compile without its row. */
const TABLE: Record<AssignmentPhase, string> = {
  pending: `offered trial trial failed same downloading staged switching rolled_back failed incompatible
    same same same pending same superseded`,
  offered: `offered trial trial failed same downloading staged switching rolled_back failed incompatible
    same timed_out same offered pending superseded`,
  downloading: `downloading trial trial failed same same staged switching rolled_back failed incompatible
    same timed_out same downloading pending superseded`,
  staged: `staged trial trial failed same downloading same switching rolled_back failed incompatible
    same same same staged pending superseded`,
  switching: `switching trial trial failed same downloading staged same rolled_back failed incompatible
    same timed_out same switching same superseded`,
  trial: `same trial succeeded failed trial downloading staged switching rolled_back failed incompatible
    succeeded timed_out same trial same superseded`,
  succeeded: `same same same failed rolled_back rolled_back rolled_back rolled_back rolled_back failed incompatible
    same same same same same superseded`,
  failed: `same trial trial failed same same same same rolled_back failed incompatible
    same same pending failed same superseded`,
  timed_out: `offered trial trial failed same same staged switching rolled_back failed incompatible
    same same pending timed_out same superseded`,
  rolled_back: `same trial trial failed same same same same rolled_back failed incompatible
    same same pending rolled_back same superseded`,
  superseded: `offered trial trial failed same downloading staged switching rolled_back failed incompatible
    same same pending superseded same same`,
  incompatible: `same trial trial failed same downloading staged switching rolled_back failed same
    same same pending incompatible same superseded`,
}

describe.each(Object.entries(STATES))('%s', (phase, before) => {
  const results = TABLE[phase as AssignmentPhase].split(/\s+/)

  it('is where it should be, and has a result for every event', () => {
    expect(before.phase).toBe(phase)
    expect(results).toHaveLength(Object.keys(EVENTS).length)
  })

  it.each(Object.entries(EVENTS).map(([name, event], i) => ({ name, event, result: results[i] })))(
    '$name: $result',
    ({ event, result }) => {
      const next = step(before, event, RULES)
      expect(next === before ? 'same' : next.phase).toBe(result)
    },
  )
})
