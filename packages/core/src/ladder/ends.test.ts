import { describe, expect, it } from 'vitest'
import type { App } from '../kiosk/app.ts'
import { climber } from '../testing/climber.ts'
import { HOUR, KIOSK, MINUTE, page, RULES, SILENT, sight } from '../testing/ladders.ts'
import type { KioskSight, Sight } from './index.ts'
import { messagesOf } from './rung.ts'
import { step } from './step.ts'

const { after } = RULES

/** A tablet at the end of its ladder. */
function atTheEnd(seen: Sight, refuses: 'no' | 'now' = 'no') {
  const one = climber({ seen, refuses })
  one.pass(12 * HOUR)
  return one
}

const offline = { ...KIOSK, isOnline: false }

describe('[L20] at its end a person is called for', () => {
  it.each<[string, Sight, 'no' | 'now']>([
    ['page-silent', SILENT, 'no'],
    ['page-elsewhere', { ...SILENT, kiosk: { ...KIOSK, isElsewhere: true } }, 'no'],
    ['stays-old', sight(), 'no'],
    ['stays-stuck', sight({ page: page({ stuck: { code: 'reload-loop' } }) }), 'no'],
    ['engine-too-old', { ...SILENT, page: page({ isThere: false, isTooOld: true }) }, 'no'],
    ['no-kiosk', sight({ kiosk: undefined }), 'no'],
    ['not-let-in', { ...SILENT, secret: 'lost' }, 'no'],
    ['kiosk-guessed', { ...SILENT, kiosk: { ...KIOSK, guessed: 'k1' } }, 'no'],
    ['kiosk-offline', sight({ kiosk: offline }), 'no'],
    ['kiosk-unreachable', sight(), 'now'],
    ['kiosk-cannot', sight({ kiosk: { ...KIOSK, can: ['wake'] } }), 'no'],
    ['kiosk-cannot', { ...SILENT, kiosk: { ...KIOSK, can: ['clearCache'] } }, 'no'],
  ])('[L20] with the reason: %s', (reason, seen, refuses) => {
    expect(atTheEnd(seen, refuses).state).toMatchObject({ phase: 'needs-hands', reason })
  })

  it('[L20] with what was known then, and no secret of an address', () => {
    const shows = 'https://news.example/a?token=secret#x'
    const { state } = atTheEnd({ ...SILENT, kiosk: { ...KIOSK, isElsewhere: true, shows } })
    expect(state).toMatchObject({
      last: 'restart',
      seen: { release: 'r1', heardAt: 0, app: 'wallpanel-pro', shows: 'https://news.example/a' },
    })
    expect(JSON.stringify(state)).not.toContain('secret')
  })
})

it('[L32] an app that is only guessed to be that of a tablet is told nothing, before somebody confirms the link', () => {
  const one = atTheEnd(sight({ kiosk: { ...KIOSK, guessed: 'k1' } }))
  expect(one.sent).toEqual(['hint', 'purge'])
  expect(one.state).toMatchObject({ phase: 'needs-hands', reason: 'kiosk-guessed', seen: { guessed: 'k1' } })
  expect(atTheEnd({ ...SILENT, kiosk: { ...KIOSK, guessed: 'k1' } }).sent).toEqual([])
  one.seen = sight()
  one.pass(MINUTE)
  expect(one.sent.slice(2)).toEqual(['wake', 'eval'])
})

it('[L34] a page that is there without its secret is shown the way in again, and no script is run in it', () => {
  const one = atTheEnd({ ...SILENT, secret: 'lost' })
  expect(one.sent).toEqual([
    ...['wake', 'url', 'wake', 'url'],
    ...['wake', 'clearCache', 'url', 'wake', 'clearCache', 'url'],
    ...['wake', 'restart', 'wake', 'restart'],
  ])
  expect(one.state).toMatchObject({ phase: 'needs-hands', reason: 'not-let-in' })
  const [wake, url] = messagesOf('url', { ...SILENT, secret: 'lost' })
  expect([wake, url]).toEqual([
    { do: 'kiosk', command: { do: 'wake', seconds: 120 } },
    { do: 'kiosk', command: { do: 'url', url: KIOSK.address }, letsIn: true },
  ])
  // What is set up in the app has no code.
  expect(messagesOf('url', { ...SILENT, secret: 'lost', kiosk: { ...KIOSK, address: undefined } })).toEqual([])
})

it('[L33] what an app’s clearCache takes from an enrolled tablet is given back with the address, or the cache stays', () => {
  const letsIn = (app: App, secret: Sight['secret'], but: Partial<KioskSight> = {}) =>
    messagesOf('clearCache', { ...SILENT, secret, kiosk: { ...KIOSK, app, ...but } }).map(
      (message) => 'letsIn' in message,
    )
  const [PLAIN, LETS_IN, STAYS] = [[false, false, false], [false, false, true], []]
  expect(letsIn('freekiosk', 'kept')).toEqual(LETS_IN)
  expect(letsIn('wallpanel-pro', 'kept')).toEqual(LETS_IN)
  for (const app of ['wallpanel', 'fully'] as const) expect(letsIn(app, 'kept')).toEqual(PLAIN)
  for (const app of ['freekiosk', 'wallpanel-pro', 'wallpanel'] as const) expect(letsIn(app, undefined)).toEqual(PLAIN)
  expect(letsIn('wallpanel', 'lost')).toEqual(LETS_IN)
  expect(letsIn('freekiosk', 'kept', { address: undefined })).toEqual(STAYS)
  expect(letsIn('freekiosk', 'kept', { isSaid: false })).toEqual(STAYS)
  expect(letsIn('freekiosk', undefined, { address: undefined })).toEqual(PLAIN)
})

it('[L21] a kiosk app that is away is waited for, for an hour', () => {
  const one = climber({ seen: sight({ kiosk: offline }) })
  one.pass(after + 10 * MINUTE)
  expect([one.sent, one.state]).toMatchObject([['hint', 'purge'], { phase: 'verifying' }])
  one.pass(20 * MINUTE)
  expect(one.state).toMatchObject({ phase: 'waiting', for: 'kiosk' })
  one.seen = sight()
  one.pass(MINUTE)
  expect(one.sent.slice(2)).toEqual(['wake', 'eval'])
})

describe('[L22] at its end nothing more is done', () => {
  it('[L22] for as long as nothing changes', () => {
    const one = atTheEnd(SILENT)
    const { state, sent } = one
    const count = sent.length
    one.pass(72 * HOUR)
    expect(one.state).toBe(state)
    expect(sent).toHaveLength(count)
  })

  it('[L22] and who comes back is well, whoever did it', () => {
    const one = atTheEnd(SILENT)
    one.see(page({ release: 'r2', heardAt: one.at }))
    one.pass(MINUTE)
    expect(one.state).toMatchObject({ phase: 'well', recovered: { desired: 'r2' } })
    expect(one.state).not.toHaveProperty('recovered.by')
  })

  it('[L22] until something can be done that could not before', () => {
    for (const kiosk of [undefined, offline, { ...KIOSK, can: [] }]) {
      const one = atTheEnd(sight({ kiosk }))
      expect([one.sent, one.state.phase]).toEqual([['hint', 'purge'], 'needs-hands'])
      one.seen = sight()
      one.pass(MINUTE)
      expect([one.sent.slice(2), one.state.phase]).toEqual([['wake', 'eval'], 'verifying'])
    }
  })

  it('[L22] and what was tried is not tried again for it', () => {
    const one = atTheEnd(sight())
    const count = one.sent.length
    one.seen = sight({ kiosk: offline })
    one.pass(2 * HOUR)
    one.seen = sight()
    one.pass(2 * HOUR)
    expect([one.sent.length, one.state.phase]).toEqual([count, 'needs-hands'])
  })

  it('[L22] and what is no matter of the ladder any more is forgotten', () => {
    const one = atTheEnd(sight())
    one.see(page({ phase: 'rolled_back' }))
    one.pass(MINUTE)
    expect(one.state).toEqual({ phase: 'well', spent: one.state.spent })
  })
})

it('[L23] another release begins anew, with the same grace, wherever the ladder stands', () => {
  for (const time of [after + 1_000, after + 9 * MINUTE, 12 * HOUR]) {
    const one = climber({ seen: SILENT })
    one.pass(time)
    const count = one.sent.length
    one.seen = { ...SILENT, desired: 'r3' }
    one.pass(after - MINUTE)
    expect([one.sent.length, one.state.phase]).toEqual([count, 'well'])
    one.pass(2 * MINUTE)
    expect([one.sent.length, one.state]).toMatchObject([count + 2, { desired: 'r3', rung: 'eval', climbed: 1 }])
  }
})

it('[L24] who comes back and does not stay has longer pauses, and is somebody’s matter when the budget is used up', () => {
  const one = climber({ seen: SILENT, rules: { ...RULES, perDay: 3 } })
  for (let times = 0; times < 3; times += 1) {
    one.seen = SILENT
    one.pass(after + MINUTE)
    one.see(page({ release: 'r2', heardAt: one.at }))
    one.pass(MINUTE)
    expect(one.state).toMatchObject({ phase: 'well', recovered: { by: 'eval', climbed: times + 1 } })
  }
  one.seen = SILENT
  one.pass(after + MINUTE)
  expect(one.state).toMatchObject({ phase: 'needs-hands', reason: 'budget-spent' })
})

describe('what a person orders', () => {
  const look = (one: ReturnType<typeof climber>) => ({ at: one.at, sight: one.seen })

  it('[L25] climb: it waits for no grace and no pause', () => {
    const one = climber({ seen: SILENT })
    const first = step(one.state, { type: 'climb', ...look(one) }, RULES)
    expect(first).toMatchObject({ effects: [{ command: { do: 'wake' } }], state: { phase: 'sending', rung: 'eval' } })
    // One rung at a time.
    expect(step(first.state, { type: 'climb', ...look(one) }, RULES)).toEqual({ state: first.state, effects: [] })
    one.pass(after + 20_000)
    expect(one.state).toMatchObject({ phase: 'verifying', rung: 'eval', tries: 1 })
    expect(step(one.state, { type: 'climb', ...look(one) }, RULES).state).toMatchObject({ rung: 'url', tries: 1 })
    one.pass(3 * MINUTE)
    expect(one.state).toMatchObject({ phase: 'waiting', for: 'pause' })
    expect(step(one.state, { type: 'climb', ...look(one) }, RULES).state).toMatchObject({ rung: 'eval', tries: 2 })
  })

  it('[L25] climb: it keeps the budget and the quiet hours, and does nothing for a tablet that is not wrong', () => {
    const climb = (seen: Sight, spent: number[] = []) =>
      step({ phase: 'well', spent }, { type: 'climb', at: 0, sight: seen }, { ...RULES, perDay: 1 }).state
    expect(climb({ ...SILENT, quietUntil: HOUR })).toMatchObject({ phase: 'waiting', for: 'quiet' })
    expect(climb({ ...SILENT, isServed: false })).toMatchObject({ phase: 'waiting', for: 'release' })
    expect(climb(SILENT, [-1])).toMatchObject({ phase: 'waiting', for: 'budget' })
    expect(climb(sight({ page: page({ release: 'r2' }) }))).toEqual({ phase: 'well', spent: [] })
    expect(climb(sight({ kiosk: undefined, page: undefined }))).toEqual({ phase: 'well', spent: [] })
  })

  it('[L25] climb: from its end it begins anew', () => {
    const one = atTheEnd(SILENT)
    one.pass(24 * HOUR)
    expect(step(one.state, { type: 'climb', ...look(one) }, RULES).state).toMatchObject({ rung: 'eval', climbed: 1 })
  })

  it('[L26] stop: it is left alone until another release is wanted, or it is to be climbed', () => {
    const one = climber({ seen: SILENT })
    one.pass(after + 1_000)
    one.state = step(one.state, { type: 'stop', at: one.at, by: 'ana', desired: 'r2' }, RULES).state
    one.pass(72 * HOUR)
    expect([one.sent, one.state]).toMatchObject([['wake'], { phase: 'left', by: 'ana', desired: 'r2' }])
    expect(step(one.state, { type: 'stop', at: one.at, by: 'ben', desired: 'r2' }, RULES).state).toBe(one.state)
    expect(step(one.state, { type: 'climb', ...look(one) }, RULES).state.phase).toBe('sending')
    one.seen = { ...SILENT, desired: 'r3' }
    one.pass(MINUTE)
    expect(one.state.phase).toBe('well')
    one.pass(after)
    expect(one.sent).toEqual(['wake', 'wake', 'eval'])
  })

  it('[L27] done: a person has been there, and all begins anew but the budget', () => {
    const one = atTheEnd(SILENT)
    const { state } = step(one.state, { type: 'done', at: one.at }, RULES)
    expect(state).toEqual({ phase: 'well', spent: one.state.spent })
    expect(state.spent.length).toBeGreaterThan(3)
    expect(step(state, { type: 'done', at: one.at }, RULES).state).toBe(state)
  })
})
