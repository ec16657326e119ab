import { describe, expect, it } from 'vitest'
import type { Failure } from '../protocol/worker.ts'
import { keptReleases, NO_SLOTS, nextRelease, type Slots } from './slots.ts'
import { type SlotsEvent, step } from './step.ts'

const failure: Failure = { code: 'boot-error', at: 0, told: false }
const settled: Slots = { phase: 'settled', active: 'r1', failed: {} }
const onTrial: Slots = after(settled, staged('r2'), switchTo('r2'), navigated(0))

function staged(version: string): SlotsEvent {
  return { type: 'staged', version }
}
function switchTo(version: string, token = `${version}-token`): SlotsEvent {
  return { type: 'switch', version, token }
}
function navigated(at: number): SlotsEvent {
  return { type: 'navigated', at, attempts: 2, readyTimeout: 30_000 }
}
function confirmed(version: string): SlotsEvent {
  return { type: 'confirmed', token: `${version}-token` }
}
function bootFailed(version: string): SlotsEvent {
  return { type: 'boot-failed', token: `${version}-token`, code: 'boot-error', detail: 'x is not defined', at: 5 }
}
function retried(version: string, retry: string): SlotsEvent {
  return { type: 'retry', version, retry }
}
function after(slots: Slots, ...events: SlotsEvent[]): Slots {
  return events.reduce((before, event) => step(before, event).slots, slots)
}
function effectsOf(slots: Slots, event: SlotsEvent): string[] {
  return step(slots, event).effects.map((effect) => effect.do)
}

describe('storing', () => {
  it('[S1] a tablet that keeps nothing is answered by the network', () => {
    expect(nextRelease(NO_SLOTS)).toBeUndefined()
    expect(nextRelease(after(NO_SLOTS, staged('r1')))).toBeUndefined()
  })

  it('[S2] the release that the network answers with becomes active when it is adopted, and only then', () => {
    expect(after(NO_SLOTS, { type: 'adopted', version: 'r1' })).toEqual(settled)
    expect(after(settled, { type: 'adopted', version: 'r9' })).toBe(settled)
    expect(after(onTrial, { type: 'adopted', version: 'r9' })).toBe(onTrial)
  })

  it('[S2] a release that was staged before it was adopted is no longer staged', () => {
    expect(after(NO_SLOTS, staged('r1'), { type: 'adopted', version: 'r1' })).toEqual(settled)
  })

  it('[S3] a complete release is staged beside what runs, in the place of what was staged', () => {
    expect(after(settled, staged('r2'))).toEqual({ ...settled, staged: 'r2' })
    expect(after(settled, staged('r2'), staged('r3'))).toEqual({ ...settled, staged: 'r3' })
    expect(effectsOf(after(settled, staged('r2')), staged('r3'))).toEqual(['sweep'])
  })

  it('[S4] a release that answers navigations, or is staged already, is not staged again', () => {
    expect(after(settled, staged('r1'))).toBe(settled)
    expect(after(onTrial, staged('r1'))).toBe(onTrial)
    expect(after(onTrial, staged('r2'))).toBe(onTrial)
    const waiting = after(settled, staged('r2'))
    expect(after(waiting, staged('r2'))).toBe(waiting)
  })

  it('[S24] active, previous, staged and trial are kept, each once, and nothing else', () => {
    const full = after(onTrial, confirmed('r2'), staged('r3'), switchTo('r3'), staged('r4'))
    expect(keptReleases(full).sort()).toEqual(['r1', 'r2', 'r3', 'r4'])
    const back = after(settled, staged('r2'), switchTo('r2'), confirmed('r2'), staged('r1'))
    expect(keptReleases(back).sort()).toEqual(['r1', 'r2'])
  })
})

describe('trying', () => {
  it('[S5] only the staged release can be switched to, and the next navigation gets it', () => {
    const trial = after(settled, staged('r2'), switchTo('r2', 'secret'))
    expect(trial).toEqual({
      ...settled,
      phase: 'trial',
      trial: { version: 'r2', token: 'secret', attempts: 0, deadline: Number.POSITIVE_INFINITY },
    })
    expect(nextRelease(trial)).toBe('r2')
    expect(after(settled, switchTo('r2'))).toBe(settled)
  })

  it('[S6] a trial that no page was served yet gives way to another, one that was does not', () => {
    const unserved = after(settled, staged('r2'), switchTo('r2'), staged('r3'))
    expect(nextRelease(after(unserved, switchTo('r3')))).toBe('r3')
    const served = after(unserved, navigated(0))
    expect(after(served, switchTo('r3'))).toBe(served)
  })

  it('[S30] a switch to the active release calls off a trial that no page was served', () => {
    const waiting = after(settled, staged('r2'), switchTo('r2'))
    expect(after(waiting, switchTo('r1'))).toEqual({ ...settled, staged: 'r2' })
    expect(after(waiting, staged('r3'), switchTo('r1'))).toEqual({ ...settled, staged: 'r3' })
    const served = after(waiting, navigated(0))
    expect(after(served, switchTo('r1'))).toBe(served)
  })

  it('[S7] a start of a trial counts an attempt and has the watchdog look up when it must be up', () => {
    const waiting = after(settled, staged('r2'), switchTo('r2'))
    const { slots, effects } = step(waiting, navigated(1_000))
    expect(slots).toMatchObject({ trial: { attempts: 1, deadline: 31_000 } })
    expect(effects).toEqual([{ do: 'watch', token: 'r2-token', at: 31_000 }])
    expect(after(slots, navigated(31_000))).toMatchObject({ trial: { attempts: 2, deadline: 61_000 } })
  })

  it('[S7] every navigation until the deadline belongs to the same start, and keeps the watchdog watching', () => {
    for (const at of [0, 1_000, 29_999]) {
      const { slots, effects } = step(onTrial, navigated(at))
      expect(slots).toBe(onTrial)
      expect(effects).toEqual([{ do: 'watch', token: 'r2-token', at: 30_000 }])
    }
  })

  it('[S7] a clock that was set back makes the next navigation a start', () => {
    expect(after(onTrial, navigated(-1))).toMatchObject({ trial: { attempts: 2, deadline: 29_999 } })
  })

  it('[S8] a start after the last attempt gets the release before', () => {
    const spent = after(onTrial, navigated(30_000), navigated(60_000))
    expect(spent).toMatchObject({
      phase: 'settled',
      active: 'r1',
      failed: { r2: { code: 'boot-attempts', at: 60_000 } },
    })
    expect(nextRelease(spent)).toBe('r1')
  })

  it('[S9] a confirmed release is active and the one before is previous', () => {
    expect(after(onTrial, confirmed('r2'))).toEqual({ phase: 'settled', active: 'r2', previous: 'r1', failed: {} })
    const first = after(NO_SLOTS, staged('r1'), switchTo('r1'), navigated(0), confirmed('r1'))
    expect(first).toEqual({ phase: 'settled', active: 'r1', failed: {} })
  })

  it('[S10] a confirmation, a boot failure or an expiry with another token changes nothing', () => {
    expect(after(onTrial, confirmed('r1'))).toBe(onTrial)
    expect(after(onTrial, bootFailed('r1'))).toBe(onTrial)
    expect(after(onTrial, { type: 'expired', token: 'r1-token', at: 1e15 })).toBe(onTrial)
  })
})

describe('going back', () => {
  it('[S11] a boot failure ends the trial with its code and detail', () => {
    const back = after(onTrial, bootFailed('r2'))
    expect(back.failed).toEqual({ r2: { code: 'boot-error', detail: 'x is not defined', at: 5, told: false } })
  })

  it('[S12] silence until the deadline ends the trial, and nothing does before the first navigation', () => {
    expect(after(onTrial, { type: 'expired', token: 'r2-token', at: 29_999 })).toBe(onTrial)
    const back = after(onTrial, { type: 'expired', token: 'r2-token', at: 30_000 })
    expect(back).toMatchObject({ phase: 'settled', active: 'r1', failed: { r2: { code: 'boot-timeout' } } })
    const unserved = after(settled, staged('r2'), switchTo('r2'))
    expect(after(unserved, { type: 'expired', token: 'r2-token', at: 1e15 })).toBe(unserved)
  })

  it('[S13] after a failed trial active answers again, its pages are recovered and the server is told', () => {
    const { slots, effects } = step(onTrial, bootFailed('r2'))
    expect(nextRelease(slots)).toBe('r1')
    expect(effects).toEqual([
      { do: 'recover', version: 'r2' },
      { do: 'report', version: 'r2', failure: slots.failed.r2 },
      { do: 'sweep' },
    ])
  })

  it('[S13] without an active release the network answers again', () => {
    const first = after(NO_SLOTS, staged('r1'), switchTo('r1'), navigated(0), bootFailed('r1'))
    expect(first).toMatchObject({ phase: 'network' })
    expect(nextRelease(first)).toBeUndefined()
  })

  it('[S14] a failed release is never adopted, staged or switched to again', () => {
    const back = after(onTrial, bootFailed('r2'))
    expect(after(back, staged('r2'))).toBe(back)
    expect(after({ ...back, staged: 'r2' }, switchTo('r2'))).toMatchObject({ phase: 'settled', active: 'r1' })
    const network: Slots = { phase: 'network', failed: { r2: failure } }
    expect(after(network, { type: 'adopted', version: 'r2' })).toBe(network)
  })

  it('[S15] a failed release is not kept, even when it was the one before', () => {
    const returning = after(onTrial, confirmed('r2'), staged('r1'), switchTo('r1'), navigated(0))
    expect(returning).toMatchObject({ active: 'r2', previous: 'r1', trial: { version: 'r1' } })
    const stayed = after(returning, bootFailed('r1'))
    expect(keptReleases(stayed)).toEqual(['r2'])
    expect(after(stayed, { type: 'rollback', at: 9 })).toBe(stayed)
  })

  it('[S16] a rollback ends the trial, or gives up active for the release before', () => {
    expect(after(onTrial, { type: 'rollback', at: 7 })).toMatchObject({
      active: 'r1',
      failed: { r2: { code: 'rolled-back-by-app', at: 7 } },
    })
    const confirmedSlots = after(onTrial, confirmed('r2'))
    expect(after(confirmedSlots, { type: 'rollback', at: 7 })).toEqual({
      phase: 'settled',
      active: 'r1',
      failed: { r2: { code: 'rolled-back-by-app', at: 7, told: false } },
    })
    expect(effectsOf(confirmedSlots, { type: 'rollback', at: 7 })).toEqual(['recover', 'report', 'sweep'])
  })

  it('[S16] a confirmed release that does not start any more is given up with its own code', () => {
    const confirmedSlots = after(onTrial, confirmed('r2'))
    const back = after(confirmedSlots, { type: 'rollback', at: 7, code: 'boot-script', detail: 'app.js' })
    expect(back).toMatchObject({ active: 'r1', failed: { r2: { code: 'boot-script', detail: 'app.js', at: 7 } } })
  })

  it('[S16] a rollback to a release that is also staged leaves it active only', () => {
    const waiting = after(onTrial, confirmed('r2'), staged('r1'))
    expect(after(waiting, { type: 'rollback', at: 7 })).not.toHaveProperty('staged')
  })

  it('[S16] without a release before, a rollback changes nothing', () => {
    expect(after(settled, { type: 'rollback', at: 7 })).toBe(settled)
    expect(after(NO_SLOTS, { type: 'rollback', at: 7 })).toBe(NO_SLOTS)
  })
})

describe('no room', () => {
  const confirmedSlots = after(onTrial, confirmed('r2'))

  it('[S27] the release before is given up when there is no room beside it', () => {
    expect(after(confirmedSlots, { type: 'spared' })).toEqual({ phase: 'settled', active: 'r2', failed: {} })
    const trial = after(confirmedSlots, staged('r3'), switchTo('r3'), navigated(0))
    expect(keptReleases(after(trial, { type: 'spared' })).sort()).toEqual(['r2', 'r3'])
    expect(after(settled, { type: 'spared' })).toBe(settled)
  })

  it('[S28] every release is given up when there is no room beside the one that runs, and no failure forgotten', () => {
    const full = after(settled, staged('r2'), switchTo('r2'), navigated(0), bootFailed('r2'), staged('r3'))
    const kept = { ...full, retry: 'first', directive: 'd1' }
    expect(after(kept, { type: 'emptied' })).toEqual({
      phase: 'network',
      failed: full.failed,
      retry: 'first',
      directive: 'd1',
    })
    expect(after(onTrial, { type: 'emptied' })).toEqual(NO_SLOTS)
    expect(after(NO_SLOTS, { type: 'emptied' })).toBe(NO_SLOTS)
  })

  it('[S29] a release that lost a file for good is given up, for the release before or the network, and has not failed', () => {
    const lost = (version: string): SlotsEvent => ({ type: 'lost', version })
    expect(after(confirmedSlots, lost('r2'))).toEqual({ phase: 'settled', active: 'r1', failed: {} })
    expect(after(confirmedSlots, lost('r1'))).toEqual({ phase: 'settled', active: 'r2', failed: {} })
    expect(after(settled, lost('r1'))).toEqual(NO_SLOTS)
    expect(after(settled, staged('r2'), lost('r2'))).toEqual(settled)
    expect(after(settled, lost('r9'))).toBe(settled)
    expect(after(onTrial, lost('r2'))).toEqual(settled)
    expect(after(onTrial, lost('r1'))).toMatchObject({ phase: 'trial', active: undefined, trial: { version: 'r2' } })
    expect(after(onTrial, lost('r1'), lost('r2'))).toEqual(NO_SLOTS)
    expect(effectsOf(settled, lost('r1'))).toEqual(['sweep'])
  })
})

describe('what the server says', () => {
  it('[S17] blocked releases are neither staged nor gone back to', () => {
    const full = after(onTrial, confirmed('r2'), staged('r3'))
    const left = after(full, { type: 'blocked', versions: ['r1', 'r3'], at: 7 })
    expect(left).toEqual({ phase: 'settled', active: 'r2', failed: {} })
  })

  it('[S17] what is blocked beside a blocked trial goes with it', () => {
    const full = after(onTrial, confirmed('r2'), staged('r3'), switchTo('r3'), navigated(0))
    const left = after(full, { type: 'blocked', versions: ['r1', 'r3'], at: 7 })
    expect(keptReleases(left)).toEqual(['r2'])
  })

  it('[S18] a blocked trial ends, and a blocked active is given up for the release before', () => {
    expect(after(onTrial, { type: 'blocked', versions: ['r2'], at: 7 })).toMatchObject({
      active: 'r1',
      failed: { r2: { code: 'blocked', at: 7 } },
    })
    const confirmedSlots = after(onTrial, confirmed('r2'))
    expect(after(confirmedSlots, { type: 'blocked', versions: ['r2'], at: 7 })).toMatchObject({
      active: 'r1',
      failed: { r2: { code: 'blocked', at: 7 } },
    })
  })

  it('[S19] a blocked active release with nothing to go back to runs on', () => {
    expect(after(settled, { type: 'blocked', versions: ['r1'], at: 7 })).toBe(settled)
    const both = after(onTrial, confirmed('r2'), { type: 'blocked', versions: ['r1', 'r2'], at: 7 })
    expect(both).toEqual({ phase: 'settled', active: 'r2', failed: {} })
  })

  it('[S20] a retry forgives a failure under another retry, and not one under the same', () => {
    const back = after(onTrial, bootFailed('r2'))
    const forgiven = after(back, retried('r2', 'first'))
    expect(forgiven).toEqual({ ...settled, retry: 'first' })
    const again = after(forgiven, staged('r2'), switchTo('r2'), navigated(9), bootFailed('r2'))
    expect(again.failed.r2).toMatchObject({ retry: 'first' })
    expect(after(again, retried('r2', 'first'))).toBe(again)
    expect(after(again, retried('r2', 'second')).failed).toEqual({})
  })

  it('[S20] a retry that was stamped for another release still forgives this one', () => {
    const two: Slots = { ...settled, failed: { r2: failure, r3: failure } }
    expect(after(two, retried('r2', 'first'), retried('r3', 'first')).failed).toEqual({})
  })

  it('[S21] every failure carries the retry in force', () => {
    const stamped = after(onTrial, retried('r9', 'first'), bootFailed('r2'))
    expect(stamped.failed.r2).toMatchObject({ retry: 'first' })
    expect(after(stamped, retried('r2', 'first'))).toBe(stamped)
  })

  it('[S22] a failure is told once', () => {
    const back = after(onTrial, bootFailed('r2'))
    const told = after(back, { type: 'told', version: 'r2' })
    expect(told.failed.r2).toMatchObject({ told: true, code: 'boot-error' })
    expect(after(told, { type: 'told', version: 'r2' })).toBe(told)
    expect(after(back, { type: 'told', version: 'r1' })).toBe(back)
  })

  it('[S23] a reset forgets everything, once per directive', () => {
    const back = after(onTrial, bootFailed('r2'), staged('r3'))
    const fresh = after(back, { type: 'reset', directive: 'd1' })
    expect(fresh).toEqual({ phase: 'network', failed: {}, directive: 'd1' })
    const again = after(fresh, { type: 'adopted', version: 'r1' })
    expect(after(again, { type: 'reset', directive: 'd1' })).toBe(again)
  })
})

describe('the record', () => {
  it('[S25] an event that changes nothing gives back the very same record', () => {
    for (const event of [navigated(0), confirmed('r9'), { type: 'told', version: 'r9' } as const]) {
      expect(step(settled, event)).toEqual({ slots: settled, effects: [] })
      expect(after(settled, event)).toBe(settled)
    }
  })

  it.each(['constructor', '__proto__', 'toString'])('[S26] a release called %s is a release like any other', (odd) => {
    const waiting = after(settled, staged(odd))
    expect(waiting.staged).toBe(odd)
    const back = after(waiting, switchTo(odd), navigated(0), bootFailed(odd))
    expect(Object.keys(back.failed)).toEqual([odd])
    expect(after(back, staged(odd))).toBe(back)
    expect(after(back, retried(odd, 'again')).failed).toEqual({})
  })
})
