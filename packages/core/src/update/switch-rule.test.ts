import { describe, expect, it } from 'vitest'
import { does, type Happening, RULES, told, toldMore, wanted, worker } from '../testing/updates.ts'
import type { UpdateRules } from './state.ts'

const AUTO: UpdateRules = { ...RULES, policy: 'auto' }
const FORCE: UpdateRules = { ...RULES, policy: 'force' }
const PATIENT: UpdateRules = { ...RULES, countdown: 0 }

const download = [worker(), wanted('r2')]
const staged: Happening[] = [...download, { type: 'stored', target: 'r2' }]
const forced = wanted('r2', { force: true })

function hold(reason: string, at = 0): Happening {
  return { type: 'hold', reason, at }
}
function free(reason: string, at = 0): Happening {
  return { type: 'free', reason, at }
}
function wake(at: number): Happening {
  return { type: 'wake', at }
}
function later(at = 0): Happening {
  return { type: 'later', at }
}

describe('without asking', () => {
  it('[U14] a stored release is switched to when nothing holds it', () => {
    expect(told(AUTO, ...staged)).toMatchObject({
      state: { phase: 'switching', target: 'r2' },
      effects: [{ do: 'dismiss' }, { do: 'switch', target: 'r2' }],
    })
  })

  it.each(['in-use', 'hours', 'call'])('[U15] the hold %s delays it until freed', (reason) => {
    const held = told(AUTO, hold(reason), ...staged)
    expect(held.state.phase).toBe('staged')
    expect(does(toldMore(held, AUTO, free(reason)))).toContain('switch')
  })

  it('[U15] every hold has to be freed', () => {
    const held = told(AUTO, hold('in-use'), hold('call'), ...staged, free('in-use'))
    expect(held.state.phase).toBe('staged')
    expect(toldMore(held, AUTO, free('call')).state.phase).toBe('switching')
  })

  it('[U28] holds are a set: held twice is freed once, and freeing what does not hold changes nothing', () => {
    const held = told(AUTO, hold('call'), hold('call'), ...staged)
    expect(held.state.holds).toEqual(['call'])
    expect(toldMore(held, AUTO, free('door')).state).toBe(held.state)
    expect(toldMore(held, AUTO, free('call')).state.phase).toBe('switching')
  })
})

describe('the question', () => {
  it('[U16] is put with a countdown, or without one waits for ever', () => {
    expect(told(RULES, ...staged).effects).toEqual([
      { do: 'prompt', target: 'r2', mayDefer: true, deadline: 60 },
      { do: 'wake', at: 60 },
    ])
    expect(told(PATIENT, ...staged).effects).toEqual([{ do: 'prompt', target: 'r2', mayDefer: true }])
    expect(told(PATIENT, ...staged, wake(1e12)).state.phase).toBe('staged')
  })

  it('[U17] answered with yes, switches whatever Relevo itself holds', () => {
    expect(told(RULES, hold('in-use'), hold('hours'), ...staged, { type: 'accepted' }).state.phase).toBe('switching')
    expect(told(AUTO, hold('in-use'), ...staged, { type: 'accepted' }).state.phase).toBe('switching')
  })

  it('[U17] answered with yes, still waits for the app', () => {
    const held = told(RULES, ...staged, hold('call'), { type: 'accepted' })
    expect(held).toMatchObject({ state: { phase: 'staged' }, effects: [{ do: 'dismiss' }] })
    expect(toldMore(held, RULES, free('call')).state.phase).toBe('switching')
  })

  it('[U18] a yes said before the release is stored counts', () => {
    const early = told(RULES, ...download, { type: 'accepted' }, { type: 'stored', target: 'r2' })
    expect(early.state.phase).toBe('switching')
    const failed: Happening = { type: 'stage-failed', target: 'r2', code: 'network' }
    expect(told(RULES, ...download, failed, { type: 'accepted' }).effects).toEqual([{ do: 'stage', target: 'r2' }])
  })

  it('[U18] a yes for one release is no yes for another', () => {
    const other = told(RULES, ...download, { type: 'accepted' }, wanted('r3'), { type: 'stored', target: 'r3' })
    expect(does(other)).toContain('prompt')
  })

  it('[U18] a yes outlives a switch that failed', () => {
    const switchFailed: Happening = { type: 'switch-failed', target: 'r2', code: 'reload-ignored' }
    const again = told(RULES, ...staged, { type: 'accepted' }, switchFailed, wake(10))
    expect(toldMore(again, RULES, { type: 'stored', target: 'r2' }).state.phase).toBe('switching')
  })

  it('[U19] nobody answers: switches at the deadline, once nothing holds', () => {
    expect(told(RULES, ...staged, wake(59)).state.phase).toBe('staged')
    expect(told(RULES, ...staged, wake(60)).state.phase).toBe('switching')
    const held = told(RULES, hold('hours'), ...staged, wake(60))
    expect(held.state.phase).toBe('staged')
    expect(toldMore(held, RULES, free('hours', 90)).state.phase).toBe('switching')
  })

  it('[U20] answered with later, is put away and put again with a new countdown', () => {
    const deferred = told(RULES, ...staged, later(30))
    expect(deferred.effects).toEqual([{ do: 'dismiss' }, { do: 'wake', at: 1_030 }])
    expect(does(toldMore(deferred, RULES, wake(1_029)))).not.toContain('prompt')
    expect(toldMore(deferred, RULES, wake(1_030)).effects).toContainEqual({
      do: 'prompt',
      target: 'r2',
      mayDefer: true,
      deadline: 1_090,
    })
  })

  it('[U41] is put anew, with a full countdown, to somebody who comes back after it ran out unseen', () => {
    const back = told(RULES, ...staged, { type: 'shown', at: 200_000 })
    expect(back.state.phase).toBe('staged')
    expect(back.effects).toEqual([
      { do: 'prompt', target: 'r2', mayDefer: true, deadline: 200_060 },
      { do: 'wake', at: 200_060 },
    ])
    expect(toldMore(back, RULES, wake(200_060)).state.phase).toBe('switching')
  })

  it('[U41] goes on counting for somebody who comes back in time, and keeps the laters said', () => {
    const inTime = told(RULES, ...staged, { type: 'shown', at: 59 })
    expect(inTime.effects).toContainEqual({ do: 'wake', at: 60 })
    const deferred = told(RULES, ...staged, later(0), wake(1_000), { type: 'shown', at: 90_000 })
    expect(deferred.state).toMatchObject({ consent: { is: 'asked', laters: 1, deadline: 90_060 } })
  })

  it('[U21] takes only so many laters, and says when it takes no more', () => {
    const last = told(RULES, ...staged, later(0), wake(1_000), later(1_000), wake(2_000))
    expect(last.effects).toContainEqual({ do: 'prompt', target: 'r2', mayDefer: false, deadline: 2_060 })
    expect(toldMore(last, RULES, later(2_000)).state).toBe(last.state)
  })

  it('[U22] is hidden while the app holds, and put with a full countdown when it does no more', () => {
    const held = told(RULES, ...staged, hold('call', 10))
    expect(does(held)).toContain('dismiss')
    expect(does(toldMore(held, RULES, wake(60)))).not.toContain('prompt')
    const freed = toldMore(held, RULES, wake(60), free('call', 300))
    expect(freed.effects).toContainEqual({ do: 'prompt', target: 'r2', mayDefer: true, deadline: 360 })
  })

  it('[U22] stays while only Relevo holds, because who uses the tablet is who can answer', () => {
    const used = told(RULES, ...staged, hold('in-use', 10))
    expect(used.effects).toContainEqual({ do: 'prompt', target: 'r2', mayDefer: true, deadline: 60 })
  })

  it.each([
    ['it is called off', wanted('r1')],
    ['another is wanted', wanted('r3')],
    ['it is blocked', wanted('r2', { blocked: ['r2'] })],
    ['it failed', worker({ failed: { r2: { code: 'boot-error' } } })],
    ['the page is on trial', worker({ trial: 't' })],
    ['it is accepted', { type: 'accepted' }],
    ['it is forced', forced],
  ] as [string, Happening][])('[U25] is put away when %s', (_, happening) => {
    const left = told(RULES, ...staged, happening)
    expect(left.state.phase).not.toBe('staged')
    expect(does(left)).toContain('dismiss')
  })
})

describe('by force', () => {
  it('[U23] the server can raise the policy to force, and take it back', () => {
    expect(told(RULES, worker(), forced, { type: 'stored', target: 'r2' }).state.phase).toBe('switching')
    expect(told(FORCE, ...staged).state.phase).toBe('switching')
    const held = told(RULES, hold('call'), worker(), forced, { type: 'stored', target: 'r2' })
    expect(does(toldMore(held, RULES, wanted('r2'), free('call')))).toContain('prompt')
  })

  it('[U24] it waits for nobody but the app, and for the app only so long', () => {
    expect(told(FORCE, hold('in-use'), hold('hours'), ...staged).state.phase).toBe('switching')
    const held = told(FORCE, hold('call'), ...staged)
    expect(held.effects).toContainEqual({ do: 'wake', at: 500 })
    expect(toldMore(held, FORCE, wake(499)).state.phase).toBe('staged')
    expect(toldMore(held, FORCE, wake(500)).state.phase).toBe('switching')
  })

  it('[U24] a call gets its whole time from when the release is forced, however long that is staged', () => {
    const held = told(RULES, ...staged, hold('call'))
    const now = toldMore(held, RULES, { ...forced, at: 9_000 } as Happening)
    expect(now).toMatchObject({ state: { phase: 'staged' } })
    expect(now.effects).toContainEqual({ do: 'wake', at: 9_500 })
    const again = toldMore(now, RULES, { ...forced, at: 9_300 } as Happening)
    expect(toldMore(again, RULES, wake(9_500)).state.phase).toBe('switching')
  })
})

describe('time', () => {
  it('[U26] a look is asked for only ahead, and only when time alone can change the answer', () => {
    expect(does(told(AUTO, hold('in-use'), ...staged))).not.toContain('wake')
    expect(does(told(RULES, hold('hours'), ...staged, wake(60)))).not.toContain('wake')
    expect(does(told(RULES, ...staged, hold('call'), { type: 'accepted' }))).not.toContain('wake')
  })

  it('[U27] a clock that is set back makes nobody wait longer than the longest wait', () => {
    const at = 1e12
    const late = download.map((happening) => ({ ...happening, at }) as Happening)
    const failed: Happening = { type: 'stage-failed', target: 'r2', code: 'network', at }
    expect(told(RULES, ...late, failed, wake(100)).effects).toEqual([{ do: 'stage', target: 'r2' }])

    const stored: Happening = { type: 'stored', target: 'r2', at }
    expect(told(RULES, ...late, stored, wake(100)).state).toMatchObject({ consent: { is: 'asked', deadline: 160 } })
    expect(told(RULES, ...late, stored, later(at), wake(100)).state).toMatchObject({ consent: { is: 'asked' } })
    const held = told(FORCE, hold('call'), ...late, stored, wake(100))
    expect(held.effects).toContainEqual({ do: 'wake', at: 600 })
  })
})
