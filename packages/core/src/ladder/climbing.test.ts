import { describe, expect, it } from 'vitest'
import type { Deed } from '../kiosk/index.ts'
import { type Climber, climber } from '../testing/climber.ts'
import { HOUR, KIOSK, MINUTE, page, RULES, SILENT, sight } from '../testing/ladders.ts'
import { type LadderState, step } from './index.ts'

const { after, poll } = RULES

/** What is sent to a tablet that stays as it is, until nothing more comes. */
function climbed(seen: Partial<Climber> = {}): string[] {
  const one = climber(seen)
  one.pass(8 * HOUR)
  return one.sent
}

const can = (...deeds: Deed[]) => ({ ...KIOSK, can: deeds })

it('[L9] nothing is done before a tablet has been wrong for long enough', () => {
  const one = climber()
  one.pass(after - MINUTE)
  expect([one.sent, one.state.phase]).toEqual([[], 'well'])
  one.pass(2 * MINUTE)
  expect([one.sent, one.state]).toMatchObject([['hint'], { phase: 'verifying', rung: 'hint', why: 'stale', since: 0 }])
})

describe('[L10] rungs come in their order', () => {
  it('[L11] message by message, each twice where it can get lost, with the screen on', () => {
    expect(climbed()).toEqual([
      'hint',
      'purge',
      ...['wake', 'eval', 'wake', 'eval'],
      ...['wake', 'url', 'wake', 'url'],
      ...['wake', 'clearCache', 'url', 'wake', 'clearCache', 'url'],
      ...['wake', 'restart', 'wake', 'restart'],
    ])
  })

  it('[L10] from the first that makes sense for what is wrong', () => {
    expect(climbed({ seen: SILENT })[1]).toBe('eval')
    expect(climbed({ seen: { ...SILENT, kiosk: { ...KIOSK, isElsewhere: true } } })[1]).toBe('url')
    expect(climbed({ seen: sight({ page: page({ stuck: {} }) }) })[0]).toBe('purge')
  })

  it('[L10] without what cannot be done', () => {
    expect(climbed({ seen: sight({ kiosk: undefined }) })).toEqual(['hint', 'purge'])
    expect(climbed({ seen: sight({ kiosk: undefined, canPurge: false }) })).toEqual(['hint'])
    expect(climbed({ seen: { ...SILENT, kiosk: can() } })).toEqual([])
    expect(climbed({ seen: { ...SILENT, kiosk: can('url', 'clearCache') } })).toEqual(
      'url url clearCache url clearCache url'.split(' '),
    )
    // Without an address it is led to the one that is set up in it, or loads again what it shows.
    const { address: _, ...nowhere } = can('url', 'relaunch', 'reload')
    expect(climbed({ seen: { ...SILENT, kiosk: nowhere } })).toEqual(['relaunch', 'relaunch'])
    expect(climbed({ seen: { ...SILENT, kiosk: can('reload') } })).toEqual(['reload', 'reload'])
    expect(climbed({ seen: { ...SILENT, kiosk: { ...can('reload'), isElsewhere: true } } })).toEqual([])
    // A cache that is emptied, and a page that stays as it is.
    expect(climbed({ seen: { ...SILENT, kiosk: can('clearCache') } })).toEqual([])
  })
})

it('[L11] who goes on after a crash sends what comes next, and nothing twice', () => {
  const one = climber({ seen: SILENT })
  one.pass(after + 1_000)
  expect(one.sent).toEqual(['wake'])
  const stored = structuredClone(one.state)
  // It was stored before it was sent, so that it may be lost.
  const later = climber({ seen: SILENT, state: stored, at: one.at })
  later.pass(10_000)
  expect(later.sent).toEqual(['eval'])
})

describe('[L12] a tablet that comes back', () => {
  it('[L12] is left alone at once, and is said to have come back by the last rung', () => {
    const one = climber({ seen: SILENT })
    one.pass(after + 1_000)
    one.see(page({ release: 'r2', heardAt: one.at }))
    one.pass(8 * HOUR)
    expect(one.sent).toEqual(['wake'])
    expect(one.state).toMatchObject({ phase: 'well', recovered: { by: 'eval', since: 0 } })
  })

  it('[L12] is waited for while it is on its way', () => {
    const one = climber()
    one.pass(after + MINUTE)
    one.see(page({ phase: 'staged', target: 'r2' }))
    one.pass(8 * HOUR)
    expect([one.sent, one.state.phase]).toEqual([['hint'], 'verifying'])
    one.see(page({ release: 'r2', heardAt: one.at }))
    one.pass(MINUTE)
    expect(one.state).toMatchObject({ phase: 'well', recovered: { by: 'hint' } })
  })

  it('[L12] hears nothing more of a rung that was half sent', () => {
    const one = climber({ seen: SILENT })
    one.pass(after + 1_000)
    one.see(page({ phase: 'downloading', target: 'r2' }))
    one.pass(MINUTE)
    expect([one.sent, one.state.phase]).toEqual([['wake'], 'verifying'])
  })

  it('[L12] by itself, before anything was done, was brought back by nothing', () => {
    const one = climber({ quietUntil: 9 * HOUR, seen: SILENT })
    one.pass(after + MINUTE)
    expect(one.state.phase).toBe('waiting')
    one.see(page({ release: 'r2' }))
    one.pass(MINUTE)
    expect(one.state).not.toHaveProperty('recovered.by')
  })
})

it('[L13] what did not help in its time is followed by a pause, each twice as long as the one before', () => {
  const one = climber({ seen: SILENT })
  one.pass(8 * HOUR)
  const starts = one.times.filter((_, index) => one.sent[index] === 'wake')
  const gaps = starts.slice(1).map((time, index) => Math.round((time - (starts[index] ?? 0)) / 1_000))
  const show = [180, 180, 180, 180, 180, 180, 300]
  const pauses = [30, 60, 120, 240, 480, 960, 1_800]
  // A message takes three seconds to follow another.
  expect(gaps.map((gap, i) => gap - (show[i] ?? 0) - (pauses[i] ?? 0))).toEqual([3, 3, 3, 3, 6, 6, 3])
  const hint = climber()
  hint.pass(after + poll + 50_000)
  expect(hint.state.phase).toBe('verifying')
  hint.pass(10_000)
  expect(hint.state).toMatchObject({ phase: 'waiting', for: 'pause', rung: 'hint' })
})

it('[L14] what cannot be handed over is tried once more, and for good not at all', () => {
  expect(climbed({ seen: { ...SILENT, kiosk: can('url') }, refuses: 'now' })).toEqual(['url', 'url'])
  expect(climbed({ seen: { ...SILENT, kiosk: can('url') }, refuses: 'for-good' })).toEqual(['url'])
  const one = climber({ seen: { ...SILENT, kiosk: can('wake', 'url') }, refuses: 'now' })
  one.pass(after + 1_000)
  expect([one.sent, one.state]).toMatchObject([['wake'], { phase: 'waiting', for: 'pause', refused: true }])
})

it('[L15] no more rungs are climbed within a day than the budget has', () => {
  const rules = { ...RULES, perDay: 3 }
  const one = climber({ seen: SILENT, rules })
  one.pass(30 * HOUR)
  expect(one.sent.filter((message) => message !== 'wake')).toEqual(['eval', 'eval', 'url'])
  expect(one.state).toMatchObject({ phase: 'needs-hands', reason: 'budget-spent', rung: 'url' })
  // For another release it waits until there is room.
  const other = climber({ seen: { ...SILENT, desired: 'r3' }, rules, state: { phase: 'well', spent: [-1, -1, -1] } })
  other.pass(HOUR)
  expect(other.state).toMatchObject({ phase: 'waiting', for: 'budget', until: 24 * HOUR - 1 })
  other.pass(24 * HOUR)
  expect(other.sent.length).toBeGreaterThan(0)
})

it('[L16] quiet hours hold what people notice, and nothing else', () => {
  const one = climber({ quietUntil: 9 * HOUR })
  one.pass(9 * HOUR - MINUTE)
  expect([one.sent, one.state]).toMatchObject([
    ['hint', 'purge'],
    { phase: 'waiting', for: 'quiet', until: 9 * HOUR, rung: 'eval', tries: 0 },
  ])
  one.pass(2 * MINUTE)
  expect(one.sent.slice(2)).toEqual(['wake', 'eval'])
})

it('[L17] nothing that loads the page is climbed while the release cannot be had', () => {
  const one = climber({ isServed: false })
  one.pass(4 * HOUR)
  expect([one.sent, one.state]).toMatchObject([['hint', 'purge'], { phase: 'waiting', for: 'release' }])
  one.isServed = true
  one.pass(MINUTE)
  expect(one.sent.slice(2)).toEqual(['wake', 'eval'])
})

it('[L18] while as many others are climbed for as may at once, it waits for its turn', () => {
  const one = climber({ isCrowded: true })
  one.pass(4 * HOUR)
  expect([one.sent, one.state.phase]).toEqual([[], 'well'])
  one.isCrowded = false
  one.pass(MINUTE)
  one.isCrowded = true
  one.pass(4 * HOUR)
  expect([one.sent, one.state]).toMatchObject([['hint'], { phase: 'waiting', for: 'turn', rung: 'purge' }])
})

it('[L19] a page that says something else than before the rung has time anew', () => {
  const one = climber({ seen: SILENT })
  one.pass(after + 10_000)
  one.see(page({ heardAt: one.at }))
  one.pass(after - MINUTE)
  expect(one.sent).toEqual(['wake', 'eval'])
  one.pass(5 * MINUTE)
  expect([one.sent.length, one.state]).toMatchObject([4, { why: 'stale', rung: 'eval', tries: 2 }])
})

it('[L29] a wait is never longer than its longest, though the clock is set back', () => {
  const look = (state: LadderState) => step(state, { type: 'looked', at: 0, sight: SILENT, since: -after }, RULES).state
  const climb = { why: 'silent', desired: 'r2', since: 0, rung: 'eval', tries: 1, climbed: 1, spent: [] } as const
  const until = 99 * HOUR
  expect(look({ ...climb, phase: 'sending', next: 1, until })).toMatchObject({ phase: 'verifying' })
  expect(look({ ...climb, phase: 'verifying', until })).toMatchObject({ phase: 'waiting' })
  expect(look({ ...climb, phase: 'waiting', for: 'pause', until })).toMatchObject({ phase: 'sending', tries: 2 })
})
