import { describe, expect, it } from 'vitest'
import type { AlertPhase, AlertState } from './alert-state.ts'
import { type AlertEvent, step } from './step.ts'

const patience = { hold: 0, calm: 0 }

const STATES: { [P in AlertPhase]: AlertState & { phase: P } } = {
  ok: { phase: 'ok', silencedUntil: 50 },
  pending: { phase: 'pending', since: 0, held: 0, lookedAt: 9, silencedUntil: 50 },
  firing: { phase: 'firing', since: 0, firedAt: 0, lookedAt: 9, well: 0, silencedUntil: 50 },
  resolved: { phase: 'resolved', since: 0, firedAt: 0, resolvedAt: 5, silencedUntil: 50 },
}

const EVENTS: Record<string, AlertEvent> = {
  'looks bad': { type: 'looked', verdict: 'firing', at: 10 },
  'looks well': { type: 'looked', verdict: 'ok', at: 10 },
  'is too small': { type: 'looked', verdict: 'too-few', at: 10 },
  'is unknown': { type: 'looked', verdict: 'unknown', at: 10 },
  'is acknowledged': { type: 'acknowledged', by: 'ana', at: 10 },
  'is silenced': { type: 'silenced', until: 99_999, at: 10 },
  'is silenced as it is': { type: 'silenced', until: 51, at: 10 },
  'is unsilenced': { type: 'unsilenced', at: 10 },
  'is retired': { type: 'retired', at: 10 },
}

/** Where each event leads from each phase; what is not named leaves the state the very same. */
const TABLE: { [P in AlertPhase]: Partial<Record<keyof typeof EVENTS, AlertPhase>> } = {
  ok: { 'looks bad': 'firing', 'is silenced': 'ok', 'is unsilenced': 'ok' },
  pending: {
    'looks bad': 'firing',
    'looks well': 'ok',
    'is too small': 'ok',
    'is unknown': 'pending',
    'is silenced': 'pending',
    'is unsilenced': 'pending',
    'is retired': 'ok',
  },
  firing: {
    'looks bad': 'firing',
    'looks well': 'resolved',
    'is too small': 'resolved',
    'is unknown': 'firing',
    'is acknowledged': 'firing',
    'is silenced': 'firing',
    'is unsilenced': 'firing',
    'is retired': 'resolved',
  },
  resolved: { 'looks bad': 'firing', 'is silenced': 'resolved', 'is unsilenced': 'resolved' },
}

describe.each(Object.values(STATES))('an alert that is $phase', (state) => {
  it.each(Object.entries(EVENTS))('%s', (name, event) => {
    const next = step(state, event, patience)
    const expected = TABLE[state.phase][name]
    if (expected === undefined) expect(next).toBe(state)
    else expect([next.phase, next === state]).toEqual([expected, false])
  })
})
