import { describe, expect, it } from 'vitest'
import { HOUR, page, RIGHT, RULES, SILENT, sight } from '../testing/ladders.ts'
import type { LadderPhase, LadderState } from './ladder-state.ts'
import { type LadderEvent, step } from './step.ts'

const at = 10 * HOUR
const climb = {
  why: 'silent',
  desired: 'r2',
  since: 0,
  rung: 'eval',
  tries: 1,
  last: 'eval',
  lastAt: at - HOUR,
} as const
const way = { ...climb, climbed: 1, spent: [at - HOUR] }

const STATES: { [P in LadderPhase]: LadderState & { phase: P } } = {
  well: { phase: 'well', spent: [] },
  sending: { phase: 'sending', ...way, next: 1, until: at },
  verifying: { phase: 'verifying', ...way, until: at },
  waiting: { phase: 'waiting', ...way, for: 'pause', until: at },
  'needs-hands': { phase: 'needs-hands', ...way, reason: 'page-silent', at: at - HOUR, seen: {} },
  left: { phase: 'left', at: at - HOUR, desired: 'r2', spent: [] },
}

const since = at - 2 * HOUR
const EVENTS: Record<string, LadderEvent> = {
  'is seen wrong': { type: 'looked', at, sight: SILENT, since },
  'is seen wrong just now': { type: 'looked', at, sight: sight(), since: at },
  'is seen right': { type: 'looked', at, sight: RIGHT },
  'is seen on its way': { type: 'looked', at, sight: sight({ page: page({ phase: 'staged' }) }), since },
  'is seen to be none of the ladder’s': { type: 'looked', at, sight: sight({ page: page({ phase: 'rolled_back' }) }) },
  'is seen offline': { type: 'looked', at, sight: { ...SILENT, kiosk: undefined } },
  'should run another release': { type: 'looked', at, sight: { ...SILENT, desired: 'r3' }, since: at },
  'is refused by its kiosk app': { type: 'refused', at, isFinal: false },
  'is to be climbed for': { type: 'climb', at, sight: SILENT, since },
  'is to be climbed for though it is right': { type: 'climb', at, sight: RIGHT },
  'is to be left alone': { type: 'stop', at, desired: 'r2' },
  'was seen to by somebody': { type: 'done', at },
}

type Name = keyof typeof EVENTS

/** Where each event leads from each phase; what is not named leaves the state the very same. */
const TABLE: { [P in LadderPhase]: Partial<Record<Name, LadderPhase>> } = {
  well: { 'is seen wrong': 'sending', 'is to be climbed for': 'sending', 'is to be left alone': 'left' },
  sending: {
    'is seen wrong': 'verifying',
    'is seen wrong just now': 'verifying',
    'is seen right': 'well',
    'is seen on its way': 'verifying',
    'is seen to be none of the ladder’s': 'well',
    'is seen offline': 'verifying',
    'should run another release': 'well',
    'is refused by its kiosk app': 'waiting',
    'is to be left alone': 'left',
    'was seen to by somebody': 'well',
  },
  verifying: {
    'is seen wrong': 'waiting',
    'is seen wrong just now': 'verifying',
    'is seen right': 'well',
    'is seen to be none of the ladder’s': 'well',
    'should run another release': 'well',
    'is refused by its kiosk app': 'waiting',
    'is to be climbed for': 'sending',
    'is to be left alone': 'left',
    'was seen to by somebody': 'well',
  },
  waiting: {
    'is seen wrong': 'sending',
    'is seen wrong just now': 'waiting',
    'is seen right': 'well',
    'is seen to be none of the ladder’s': 'well',
    'should run another release': 'well',
    'is to be climbed for': 'sending',
    'is to be left alone': 'left',
    'was seen to by somebody': 'well',
  },
  'needs-hands': {
    'is seen wrong just now': 'needs-hands',
    'is seen right': 'well',
    'is seen to be none of the ladder’s': 'well',
    'should run another release': 'well',
    'is to be climbed for': 'sending',
    'is to be left alone': 'left',
    'was seen to by somebody': 'well',
  },
  left: { 'should run another release': 'well', 'is to be climbed for': 'sending', 'was seen to by somebody': 'well' },
}

describe.each(Object.values(STATES))('a tablet whose ladder is $phase', (state) => {
  it.each(Object.entries(EVENTS))('%s', (name, event) => {
    const { state: next, effects } = step(state, event, RULES)
    const expected = TABLE[state.phase][name]
    if (expected === undefined) expect(next).toBe(state)
    else expect([next.phase, next === state]).toEqual([expected, false])
    expect(effects).toHaveLength(
      next.phase === 'sending' || (state.phase === 'sending' && name.startsWith('is seen wrong'))
        ? next === state
          ? 0
          : 1
        : 0,
    )
  })
})
