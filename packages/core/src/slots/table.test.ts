import { describe, expect, it } from 'vitest'
import type { Slots } from './slots.ts'
import { type SlotsEvent, step } from './step.ts'

type Phase = Slots['phase']
type EventType = SlotsEvent['type']

const failed = { bad: { code: 'boot-error', at: 0, told: false } } as const

const STATES: { [P in Phase]: Slots & { phase: P } } = {
  network: { phase: 'network', staged: 'r2', failed },
  settled: { phase: 'settled', active: 'r1', previous: 'r0', staged: 'r2', failed },
  trial: {
    phase: 'trial',
    active: 'r1',
    previous: 'r0',
    staged: 'r3',
    trial: { version: 'r2', token: 't', attempts: 1, deadline: 30_000 },
    failed,
  },
}

const EVENTS: { [T in EventType]: SlotsEvent & { type: T } } = {
  adopted: { type: 'adopted', version: 'r9' },
  staged: { type: 'staged', version: 'r9' },
  switch: { type: 'switch', version: 'r2', token: 't2' },
  navigated: { type: 'navigated', at: 1_000, attempts: 2, readyTimeout: 30_000 },
  confirmed: { type: 'confirmed', token: 't' },
  'boot-failed': { type: 'boot-failed', token: 't', code: 'boot-error', at: 1_000 },
  expired: { type: 'expired', token: 't', at: 30_000 },
  rollback: { type: 'rollback', at: 1_000 },
  blocked: { type: 'blocked', versions: ['r2'], at: 1_000 },
  retry: { type: 'retry', version: 'bad', retry: 'again' },
  told: { type: 'told', version: 'bad' },
  lost: { type: 'lost', version: 'r1' },
  spared: { type: 'spared' },
  emptied: { type: 'emptied' },
  reset: { type: 'reset', directive: 'd1' },
}

/** Phase and effects after each event; `same` is the very same record. A new phase or event does not compile without. */
const TABLE: Record<Phase, Record<EventType, string>> = {
  network: {
    adopted: 'settled',
    staged: 'network, sweep',
    switch: 'trial',
    navigated: 'same',
    confirmed: 'same',
    'boot-failed': 'same',
    expired: 'same',
    rollback: 'same',
    blocked: 'network, sweep',
    retry: 'network',
    told: 'network',
    lost: 'same',
    spared: 'same',
    emptied: 'network, sweep',
    reset: 'network, sweep',
  },
  settled: {
    adopted: 'same',
    staged: 'settled, sweep',
    switch: 'trial',
    navigated: 'same',
    confirmed: 'same',
    'boot-failed': 'same',
    expired: 'same',
    rollback: 'settled, recover, report, sweep',
    blocked: 'settled, sweep',
    retry: 'settled',
    told: 'settled',
    lost: 'settled, sweep',
    spared: 'settled',
    emptied: 'network, sweep',
    reset: 'network, sweep',
  },
  trial: {
    adopted: 'same',
    staged: 'trial, sweep',
    switch: 'same',
    navigated: 'same, watch',
    confirmed: 'settled, sweep',
    'boot-failed': 'settled, recover, report, sweep',
    expired: 'settled, recover, report, sweep',
    rollback: 'settled, recover, report, sweep',
    blocked: 'settled, recover, report, sweep',
    retry: 'trial',
    told: 'trial',
    lost: 'trial, sweep',
    spared: 'trial',
    emptied: 'network, sweep',
    reset: 'network, sweep',
  },
}

const phases = Object.keys(TABLE) as Phase[]
const eventTypes = Object.keys(EVENTS) as EventType[]
const cells = phases.flatMap((phase) => eventTypes.map((type) => ({ phase, type, result: TABLE[phase][type] })))

describe('every event in every phase of the slots', () => {
  it.each(cells)('$phase, $type: $result', ({ phase, type, result }) => {
    const before = STATES[phase]
    const { slots, effects } = step(before, EVENTS[type])
    const says = slots === before ? 'same' : slots.phase
    expect([says, ...effects.map((effect) => effect.do)].join(', ')).toBe(result)
  })
})
