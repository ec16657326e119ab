import { describe, expect, test } from 'vitest'
import { hasBytes, isSettled, MOST_TRIES, type PatchEvent, type PatchState, patchAfter } from './patch.ts'
import { verdictOf } from './verdict.ts'

const sizes = { br: 50, gzip: 60, identity: 200 }
const STATES: Record<string, PatchState | undefined> = {
  none: undefined,
  making: { phase: 'making', tries: 1 },
  'making for the last time': { phase: 'making', tries: MOST_TRIES },
  unsure: { phase: 'unsure', sizes },
  made: { phase: 'made', sizes },
  'made and weighed': { phase: 'made', sizes, full: 1_000 },
  'made again': { phase: 'made', sizes, full: 1_000, isRemade: true },
  pointless: { phase: 'pointless', full: 40 },
  failed: { phase: 'failed', why: 'w' },
}
const EVENTS: Record<string, PatchEvent> = {
  begun: { type: 'begun' },
  'packed, surely worth it': { type: 'packed', sizes, full: { gzip: 1_000 } },
  'packed, perhaps worth it': { type: 'packed', sizes, full: { gzip: 100 } },
  'packed, surely not': { type: 'packed', sizes, full: { gzip: 80 } },
  'weighed, much': { type: 'weighed', full: { gzip: 1_200, br: 1_000 } },
  'weighed, little': { type: 'weighed', full: { gzip: 90, br: 80 } },
  'too little': { type: 'too-little', full: 9 },
  'put off': { type: 'put-off' },
  failed: { type: 'failed', why: 'w' },
  'found wrong': { type: 'found-wrong', why: 'w' },
}

const shown = (state: PatchState | undefined) => {
  if (state?.phase === 'making') return `making ${state.tries}`
  return state?.phase === 'made' && state.full !== undefined ? `made ${state.full}` : (state?.phase ?? 'none')
}

/** What each event makes of each state; `·` leaves it as it is. */
const TABLE: Record<string, string[]> = {
  begun: ['making 1', 'making 2', 'failed', '·', '·', '·', '·', '·', '·'],
  'packed, surely worth it': ['·', 'made', 'made', '·', '·', '·', '·', '·', '·'],
  'packed, perhaps worth it': ['·', 'unsure', 'unsure', '·', '·', '·', '·', '·', '·'],
  'packed, surely not': ['·', 'pointless', 'pointless', '·', '·', '·', '·', '·', '·'],
  'weighed, much': ['·', '·', '·', 'made 1000', 'made 1000', '·', '·', '·', '·'],
  'weighed, little': ['·', '·', '·', 'pointless', 'pointless', 'pointless', 'pointless', '·', '·'],
  'too little': ['pointless', 'pointless', 'pointless', '·', '·', '·', '·', '·', '·'],
  'put off': ['·', 'making 0', `making ${MOST_TRIES - 1}`, '·', '·', '·', '·', '·', '·'],
  failed: ['·', '·', 'failed', '·', '·', '·', '·', '·', '·'],
  'found wrong': ['·', '·', '·', '·', 'making 0', 'making 0', 'failed', '·', '·'],
}

describe('a patch', () => {
  test.each(Object.entries(TABLE))('%s', (name, row) => {
    const event = EVENTS[name] as PatchEvent
    const seen = Object.values(STATES).map((state) => {
      const after = patchAfter(state, event, false)
      return after === state ? '·' : shown(after)
    })
    expect(seen).toEqual(row)
  })

  test('that is made once more stays known as such until it is made', () => {
    const packed: PatchEvent = { type: 'packed', sizes, full: { gzip: 1_000 } }
    const events: PatchEvent[] = [
      { type: 'found-wrong', why: 'w' },
      { type: 'begun' },
      { type: 'put-off' },
      { type: 'begun' },
      packed,
      { type: 'weighed', full: { gzip: 1_000, br: 900 } },
    ]
    const after = events.reduce<PatchState | undefined>((state, event) => patchAfter(state, event, false), {
      phase: 'made',
      sizes,
    })
    expect(after).toEqual({ phase: 'made', sizes, full: 900, isRemade: true })
  })

  test('of a whole release is made whatever it weighs: nothing else is one answer', () => {
    const heavy: PatchEvent = { type: 'packed', sizes, full: { gzip: 1, br: 1 } }
    expect(patchAfter({ phase: 'making', tries: 1 }, heavy, true)).toMatchObject({ phase: 'made' })
  })

  test('is settled when nothing is to be done any more, and has bytes while tablets have it, or may come to', () => {
    const states = Object.values(STATES).flatMap((state) => state ?? [])
    expect(states.filter(isSettled).map(shown)).toEqual(['made', 'made 1000', 'made 1000', 'pointless', 'failed'])
    expect(states.filter(hasBytes).map(shown)).toEqual(['unsure', 'made', 'made 1000', 'made 1000'])
  })
})

test.each([
  [60, { gzip: 120, br: 100 }, 'worth'],
  [61, { gzip: 120, br: 100 }, 'pointless'],
  [40, { gzip: 100 }, 'worth'],
  [41, { gzip: 100 }, 'unsure'],
  [60, { gzip: 100 }, 'unsure'],
  [61, { gzip: 100 }, 'pointless'],
  [0, { gzip: 0, br: 0 }, 'worth'],
])('a patch of %i bytes beside %j is %s', (br, full, verdict) => {
  expect(verdictOf(br, full)).toBe(verdict)
})
