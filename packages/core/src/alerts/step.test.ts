import { describe, expect, it } from 'vitest'
import { SETTINGS } from '../testing/snapshot.ts'
import { ALL_WELL, type AlertState } from './alert-state.ts'
import { type Patience, patienceOf } from './patience.ts'
import type { AlertVerdict } from './reading.ts'
import { ALERT_RULES } from './rules.ts'
import { type AlertEvent, step } from './step.ts'

const patience: Patience = { hold: 100, calm: 50 }

/** Looks, ten milliseconds apart, from a moment on. */
function looks(state: AlertState, from: number, verdicts: AlertVerdict[], how = patience): AlertState {
  return verdicts.reduce((now, verdict, i) => step(now, { type: 'looked', verdict, at: from + 10 * i }, how), state)
}
const times = (count: number, one: AlertVerdict): AlertVerdict[] => Array.from({ length: count }, () => one)
const run = (state: AlertState, event: AlertEvent, how = patience) => step(state, event, how)

const FIRING: AlertState = { phase: 'firing', since: 0, firedAt: 100, lookedAt: 100, toldAt: 100 }

describe('[A11] what looks bad', () => {
  it('fires when it has held', () => {
    expect(looks(ALL_WELL, 0, ['firing'])).toEqual({ phase: 'pending', since: 0, held: 0, lookedAt: 0 })
    expect(looks(ALL_WELL, 0, times(10, 'firing'))).toMatchObject({ phase: 'pending', held: 90 })
    expect(looks(ALL_WELL, 0, times(11, 'firing'))).toEqual(FIRING)
  })

  it('fires at once where its measure is a time already', () => {
    expect(looks(ALL_WELL, 7, ['firing'], { ...patience, hold: 0 })).toMatchObject({
      phase: 'firing',
      since: 7,
      firedAt: 7,
    })
  })

  it('holds as long as its rule says, and never less than two polls', () => {
    const holds = (poll: number) => ALERT_RULES.map((rule) => patienceOf(rule, SETTINGS, poll).hold)
    expect(holds(300_000)).toEqual([3_600_000, 0, 900_000, 86_400_000, 0])
    expect(holds(3_600_000)).toEqual([7_200_000, 0, 7_200_000, 86_400_000, 0])
    expect(patienceOf('offline', {}, 300_000, 60_000)).toEqual({ hold: 0, calm: 300_000, remind: 60_000 })
  })
})

it('[A12] what looks well before it fires is forgotten, and counted anew', () => {
  expect(looks(ALL_WELL, 0, [...times(10, 'firing'), 'ok'])).toBe(ALL_WELL)
  const again = looks(ALL_WELL, 0, [...times(10, 'firing'), 'ok', ...times(10, 'firing')])
  expect(again).toMatchObject({ phase: 'pending', since: 110, held: 90 })
})

it('[A13] it is over when it has looked well for long enough, and looking bad in between starts that anew', () => {
  const almost = looks(FIRING, 110, times(5, 'ok'))
  expect(almost).toMatchObject({ phase: 'firing', well: 40 })
  expect(looks(almost, 160, ['ok'])).toEqual({
    phase: 'resolved',
    since: 0,
    firedAt: 100,
    resolvedAt: 160,
    toldAt: 100,
  })
  const bad = looks(almost, 160, ['firing'])
  expect(bad).not.toHaveProperty('well')
  expect(looks(bad, 170, times(5, 'ok')).phase).toBe('firing')
  expect(looks(bad, 170, times(6, 'ok')).phase).toBe('resolved')
})

describe('[A14] what is unknown', () => {
  it('counts neither towards an alert nor against it', () => {
    const pending = looks(ALL_WELL, 0, [...times(6, 'firing'), ...times(20, 'unknown')])
    expect(pending).toEqual({ phase: 'pending', since: 0, held: 50, lookedAt: 250 })
    expect(looks(pending, 260, times(4, 'firing')).phase).toBe('pending')
    expect(looks(pending, 260, times(5, 'firing')).phase).toBe('firing')
    expect(looks(ALL_WELL, 0, times(20, 'unknown'))).toBe(ALL_WELL)
    const well = looks(FIRING, 110, ['ok', 'ok', ...times(20, 'unknown')])
    expect(well).toMatchObject({ phase: 'firing', well: 10, lookedAt: 320 })
    expect(looks(FIRING, 110, times(99, 'unknown'))).toMatchObject({ phase: 'firing', lookedAt: 1_090 })
  })

  it('while too few tablets end an alert as looking well does', () => {
    expect(looks(ALL_WELL, 0, [...times(9, 'firing'), 'too-few'])).toBe(ALL_WELL)
    expect(looks(FIRING, 110, times(6, 'too-few')).phase).toBe('resolved')
  })
})

describe('[A15] what lies between two looks', () => {
  const hour = 3_600_000
  const slow = { hold: hour, calm: hour }
  const look = (state: AlertState, at: number, verdict: AlertVerdict = 'firing') =>
    step(state, { type: 'looked', verdict, at }, slow)

  it('that are far apart does not count', () => {
    expect(look(look(ALL_WELL, 0), 5 * hour)).toMatchObject({ phase: 'pending', held: 60_000 })
    expect(look(look(FIRING, 200, 'ok'), 5 * hour, 'ok')).toMatchObject({ phase: 'firing', well: 60_000 })
  })

  it('is nothing when the clock was set back, and goes on from there', () => {
    const back = look(look(ALL_WELL, 5 * hour), hour)
    expect(back).toMatchObject({ phase: 'pending', held: 0, lookedAt: hour })
    expect(look(back, hour + 15_000)).toMatchObject({ held: 15_000 })
  })
})

it('[A16] one that is over can begin anew', () => {
  const over = looks(FIRING, 110, times(6, 'ok'))
  expect(looks(over, 200, times(3, 'ok'))).toBe(over)
  expect(looks(over, 200, ['firing'])).toEqual({ phase: 'pending', since: 200, held: 0, lookedAt: 200 })
  expect(looks(over, 200, times(11, 'firing'))).toMatchObject({ phase: 'firing', firedAt: 300, toldAt: 300 })
})

it('[A17] a rule that is switched off ends its alert', () => {
  const retired = { type: 'retired', at: 500 } as const
  expect(run(FIRING, retired)).toEqual({
    phase: 'resolved',
    since: 0,
    firedAt: 100,
    resolvedAt: 500,
    toldAt: 100,
    retired: true,
  })
  expect(run(looks(ALL_WELL, 0, ['firing']), retired)).toBe(ALL_WELL)
  expect(run(ALL_WELL, retired)).toBe(ALL_WELL)
  const over = run(FIRING, retired)
  expect(run(over, retired)).toBe(over)
})

describe('[A18] people are told', () => {
  const reminding = { ...patience, remind: 1_000 }

  it('once', () => {
    expect(looks(FIRING, 110, times(999, 'firing'))).toMatchObject({ toldAt: 100 })
  })

  it('again where reminders are wanted, and not while it looks well', () => {
    expect(looks(FIRING, 110, times(99, 'firing'), reminding)).toMatchObject({ toldAt: 100 })
    expect(looks(FIRING, 110, times(100, 'firing'), reminding)).toMatchObject({ toldAt: 1_100 })
    const well = { ...reminding, calm: 9_999 }
    expect(looks(FIRING, 1_200, times(9, 'ok'), well)).toMatchObject({ phase: 'firing', toldAt: 100 })
  })

  it('and do not wait longer for a reminder because the clock was set back', () => {
    const ahead: AlertState = { ...FIRING, toldAt: 9_000 }
    expect(looks(ahead, 110, ['firing'], reminding)).toMatchObject({ toldAt: 110 })
    expect(looks(ahead, 110, ['firing'])).toMatchObject({ toldAt: 9_000 })
  })
})

it('[A19] it is acknowledged once, while it fires, and nobody is reminded of it then', () => {
  const seen = run(FIRING, { type: 'acknowledged', by: 'ana', note: 'power cut', at: 120 })
  expect(seen).toEqual({ ...FIRING, acknowledged: { at: 120, by: 'ana', note: 'power cut' } })
  expect(run(seen, { type: 'acknowledged', by: 'ben', at: 130 })).toBe(seen)
  expect(looks(seen, 130, times(999, 'firing'), { ...patience, remind: 10 })).toMatchObject({ toldAt: 100 })
  const over = looks(seen, 130, times(6, 'ok'))
  expect(over).toMatchObject({ phase: 'resolved', acknowledged: { by: 'ana' } })
  for (const state of [over, ALL_WELL]) expect(run(state, { type: 'acknowledged', by: 'ben', at: 200 })).toBe(state)
  expect(looks(over, 200, times(11, 'firing'))).not.toHaveProperty('acknowledged')
})

describe('[A20] while it is silenced', () => {
  const quiet = run(ALL_WELL, { type: 'silenced', until: 200, at: 0 })

  it('nobody is told, and nobody is reminded', () => {
    expect(looks(quiet, 0, times(20, 'firing'))).not.toHaveProperty('toldAt')
    const reminded = run(FIRING, { type: 'silenced', until: 9_999, at: 100 })
    expect(looks(reminded, 110, times(99, 'firing'), { ...patience, remind: 10 })).toMatchObject({ toldAt: 100 })
  })

  it('and if it still fires afterwards, that is told then', () => {
    expect(looks(quiet, 0, times(21, 'firing'))).toMatchObject({ phase: 'firing', firedAt: 100, toldAt: 200 })
    const lifted = run(looks(quiet, 0, times(12, 'firing')), { type: 'unsilenced', at: 115 })
    expect(looks(lifted, 120, ['firing'])).toMatchObject({ toldAt: 120 })
  })

  it('unless somebody has acknowledged it by then', () => {
    const seen = run(looks(quiet, 0, times(12, 'firing')), { type: 'acknowledged', by: 'ana', at: 115 })
    expect(looks(seen, 120, times(20, 'firing'))).not.toHaveProperty('toldAt')
  })
})

describe('[A21] a silence', () => {
  const silence = (state: AlertState, until: number, at: number) => run(state, { type: 'silenced', until, at })

  it('outlasts the alert, whatever becomes of it', () => {
    let state = silence(FIRING, 100_000, 100)
    const phases: AlertState['phase'][] = []
    for (const verdicts of [times(6, 'ok'), times(3, 'firing'), ['ok'], times(11, 'firing')] as AlertVerdict[][]) {
      state = looks(state, 1_000 * (phases.length + 1), verdicts)
      phases.push(state.phase)
      expect(state.silencedUntil).toBe(100_000)
    }
    expect(phases).toEqual(['resolved', 'pending', 'ok', 'firing'])
  })

  it('can be lifted, once', () => {
    const quiet = silence(FIRING, 9_000, 100)
    expect(run(quiet, { type: 'unsilenced', at: 200 })).toEqual(FIRING)
    expect(run(FIRING, { type: 'unsilenced', at: 200 })).toBe(FIRING)
    expect(run(quiet, { type: 'unsilenced', at: 9_000 })).toBe(quiet)
  })

  it('is the same when it is asked for twice, another when it is longer or shorter, and none in the past', () => {
    const quiet = silence(FIRING, 60_000, 100)
    expect(silence(quiet, 69_999, 10_099)).toBe(quiet)
    expect(silence(quiet, 70_000, 10_100)).toMatchObject({ silencedUntil: 70_000 })
    expect(silence(quiet, 50_000, 200)).toMatchObject({ silencedUntil: 50_000 })
    expect(silence(quiet, 61_000, 60_000)).toMatchObject({ silencedUntil: 61_000 })
    expect(silence(FIRING, 100, 100)).toBe(FIRING)
  })
})
