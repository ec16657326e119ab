import { describe, expect, it } from 'vitest'
import { does, type Happening, RULES, told, toldMore, wanted, worker } from '../testing/updates.ts'
import { firstState } from './state.ts'

const download = [worker(), wanted('r2')]
const stored: Happening = { type: 'stored', target: 'r2' }
const stageFailed: Happening = { type: 'stage-failed', target: 'r2', code: 'network', detail: 'no route' }
const switchFailed: Happening = { type: 'switch-failed', target: 'r2', code: 'reload-ignored' }
const failed = { r2: { code: 'boot-error', detail: 'x is not defined' } } as const

describe('which release a page is on the way to', () => {
  it('[U1] a page starts on its own release and does nothing before it heard something', () => {
    expect(told(RULES)).toEqual({ state: firstState('r1'), effects: [] })
    expect(told(RULES, worker())).toMatchObject({ state: { phase: 'current', stored: true }, effects: [] })
  })

  it('[U2] news of another release starts its download, news of the running one does not', () => {
    const other = told(RULES, wanted('r2'))
    expect(other.effects).toEqual([{ do: 'stage', target: 'r2' }])
    expect(other.state).toMatchObject({ phase: 'downloading', target: 'r2', attempt: 0, loaded: 0, total: 0 })
    expect(told(RULES, wanted('r1'))).toMatchObject({ state: { phase: 'current' }, effects: [] })
  })

  it('[U2] the server going back to the running release calls the update off', () => {
    expect(told(RULES, ...download, stored, wanted('r1'))).toMatchObject({
      state: { phase: 'current' },
      effects: [{ do: 'dismiss' }],
    })
  })

  it('[U3] the same news again does not start over', () => {
    const again = told(RULES, ...download, { type: 'progress', target: 'r2', loaded: 5, total: 10 }, wanted('r2'))
    expect(again).toMatchObject({ state: { phase: 'downloading', loaded: 5, total: 10 }, effects: [] })
    expect(told(RULES, ...download, stageFailed, wanted('r2'))).toMatchObject({
      state: { phase: 'backing_off', attempt: 1 },
      effects: [],
    })
  })

  it.each([[[]], [[stageFailed]], [[stored]]])(
    '[U4] news of a third release drops the way to the second %#',
    (more) => {
      const third = told(RULES, ...download, ...more, wanted('r3'))
      expect(third.state).toMatchObject({ phase: 'downloading', target: 'r3', attempt: 0, consent: { is: 'needless' } })
      expect(third.effects).toContainEqual({ do: 'stage', target: 'r3' })
    },
  )

  it.each([[[]], [[stageFailed]], [[stored]]])('[U5] a release that is blocked is given up at once %#', (more) => {
    expect(told(RULES, ...download, ...more, wanted('r2', { blocked: ['r2'] })).state.phase).toBe('current')
  })

  it('[U5] a release that is blocked is not downloaded', () => {
    expect(told(RULES, worker(), wanted('r2', { blocked: ['r2'] })).effects).toEqual([])
  })

  it('[U6] a wanted release that failed here is not downloaded again', () => {
    expect(told(RULES, worker({ failed }), wanted('r2'))).toMatchObject({
      state: { phase: 'rolled_back', target: 'r2', error: 'boot-error', detail: 'x is not defined' },
      effects: [],
    })
  })

  it('[U6] a page that still runs the failed release does not call itself current', () => {
    const running = { r1: { code: 'boot-timeout' } } as const
    expect(told(RULES, worker({ failed: running }), wanted('r1')).state).toMatchObject({
      phase: 'rolled_back',
      target: 'r1',
    })
  })

  it.each([[[]], [[stageFailed]], [[stored]], [[stored, { type: 'accepted' } as Happening]]])(
    '[U7] a target that failed for another page of the tablet is given up %#',
    (more) => {
      expect(told(RULES, ...download, ...more, worker({ failed })).state).toMatchObject({
        phase: 'rolled_back',
        target: 'r2',
      })
    },
  )

  it('[U8] a failure that the worker forgot leads to another try at once', () => {
    const again = told(RULES, worker({ failed }), wanted('r2'), worker())
    expect(again).toMatchObject({ state: { phase: 'downloading' }, effects: [{ do: 'stage', target: 'r2' }] })
  })

  it('[U9] what is heard of another release than the target changes nothing', () => {
    const before = told(RULES, ...download)
    const late: Happening[] = [
      { type: 'progress', target: 'r0', loaded: 1, total: 2 },
      { type: 'stored', target: 'r0' },
      { type: 'stage-failed', target: 'r0', code: 'network' },
      { type: 'switch-failed', target: 'r0', code: 'reload-ignored' },
    ]
    for (const happening of late) expect(toldMore(before, RULES, happening).state).toEqual(before.state)
  })

  it.each(['constructor', '__proto__'])('[U36] a release called %s is a release like any other', (odd) => {
    expect(told(RULES, worker(), wanted(odd)).effects).toEqual([{ do: 'stage', target: odd }])
  })
})

describe('what goes wrong on the way', () => {
  it('[U10] each failure waits twice as long as the one before, up to the most', () => {
    let page = told(RULES, ...download)
    const waits: number[] = []
    for (let at = 1_000; at < 6_000; at += 1_000) {
      page = toldMore(page, RULES, { ...stageFailed, at } as Happening)
      if (page.state.phase === 'backing_off') waits.push(page.state.until - at)
      expect(page.state).toMatchObject({ error: 'network', detail: 'no route' })
      page = toldMore(page, RULES, { type: 'online', at })
    }
    expect(waits).toEqual([10, 20, 40, 80, 80])
  })

  it('[U11] the wait ends at its time, or when the network is back', () => {
    const waiting = told(RULES, ...download, stageFailed)
    expect(waiting.effects).toEqual([{ do: 'wake', at: 10 }])
    for (const happening of [{ type: 'wake', at: 10 }, { type: 'online' }] as Happening[])
      expect(toldMore(waiting, RULES, happening).effects).toEqual([{ do: 'stage', target: 'r2' }])
  })

  it('[U11] a look before its time is taken again at its time', () => {
    expect(told(RULES, ...download, stageFailed, { type: 'wake', at: 9 }).effects).toEqual([{ do: 'wake', at: 10 }])
  })

  it('[U12] a failed switch backs off like a failed download', () => {
    const page = told(RULES, ...download, stored, { type: 'accepted' }, { ...switchFailed, at: 100 } as Happening)
    expect(page).toMatchObject({
      state: { phase: 'backing_off', error: 'reload-ignored', attempt: 1 },
      effects: [{ do: 'wake', at: 110 }],
    })
  })

  it('[U12] a failed switch to a release that is wanted no more follows the last news, and waits as well', () => {
    const switching = told(RULES, ...download, stored, { type: 'accepted' })
    const waiting = toldMore(switching, RULES, wanted('r3'), switchFailed)
    expect(waiting.state).toMatchObject({ phase: 'backing_off', target: 'r3', attempt: 1, consent: { is: 'needless' } })
    expect(waiting.effects).toEqual([{ do: 'wake', at: 10 }])
    expect(toldMore(switching, RULES, wanted('r1'), switchFailed).state.phase).toBe('current')
  })

  it('[U13] while it switches, news is only heard', () => {
    const page = told(RULES, ...download, stored, { type: 'accepted' }, wanted('r3'))
    expect(page).toMatchObject({ state: { phase: 'switching', news: { version: 'r3' } }, effects: [] })
  })
})

describe('a release that cannot come', () => {
  const spent: Happening = { type: 'stage-failed', target: 'r2', code: 'reload-loop', detail: '3 reloads', at: 1_000 }
  const OLD = { ...RULES, engine: { name: 'chrome', version: 83 } as const }

  it('[U39] is stuck when its reloads are used up, until they are renewed', () => {
    const stuck = told(RULES, ...download, spent)
    expect(stuck.state).toMatchObject({ phase: 'stuck', target: 'r2', error: 'reload-loop', detail: '3 reloads' })
    expect(stuck.effects).toEqual([{ do: 'wake', at: 11_000 }])
    expect(toldMore(stuck, RULES, { type: 'wake', at: 10_999 }).effects).toEqual([{ do: 'wake', at: 11_000 }])
    expect(toldMore(stuck, RULES, { type: 'online', at: 2_000 }).state.phase).toBe('stuck')
    expect(toldMore(stuck, RULES, wanted('r2')).state.phase).toBe('stuck')
    expect(toldMore(stuck, RULES, { type: 'wake', at: 11_000 }).effects).toEqual([{ do: 'stage', target: 'r2' }])
  })

  it('[U39] a retry of the server, and a person, have it tried at once', () => {
    const stuck = told(RULES, ...download, spent)
    for (const happening of [wanted('r2', { retry: 'again' }), { type: 'accepted' }] as Happening[])
      expect(toldMore(stuck, RULES, happening).effects).toEqual([{ do: 'stage', target: 'r2' }])
  })

  it('[U40] is stuck when it needs a newer engine, and not downloaded by anything', () => {
    const page = told(OLD, worker(), wanted('r2', { engines: { chrome: 107 } }))
    expect(page).toMatchObject({
      state: { phase: 'stuck', target: 'r2', error: 'incompatible', detail: 'needs chrome 107, this is 83' },
      effects: [],
    })
    for (const type of ['wake', 'online', 'shown', 'accepted'] as const)
      expect(toldMore(page, OLD, { type, at: 1e12 })).toMatchObject({ state: { phase: 'stuck' }, effects: [] })
    expect(toldMore(page, OLD, wanted('r3')).effects).toEqual([{ do: 'stage', target: 'r3' }])
  })

  it('[U40] an engine nobody knows is no reason', () => {
    expect(does(told(RULES, worker(), wanted('r2', { engines: { chrome: 107 } })))).toEqual(['stage'])
  })
})

describe('a page on trial', () => {
  it.each([[[]], [download], [[...download, stageFailed]], [[...download, stored]]])(
    '[U29] learns so whatever it was up to %#',
    (before) => {
      const page = told(RULES, ...before, worker({ trial: 't' }))
      expect(page.state).toMatchObject({ phase: 'trial', token: 't' })
      expect(page.state).not.toHaveProperty('target')
    },
  )

  it('[U30] confirms once it is up, whichever is known first', () => {
    const confirm = [{ do: 'confirm', token: 't' }]
    expect(told(RULES, worker({ trial: 't' }), { type: 'ready' }).effects).toEqual(confirm)
    expect(told(RULES, { type: 'ready' }, worker({ trial: 't' })).effects).toEqual(confirm)
    expect(told(RULES, worker({ trial: 't' })).effects).toEqual([])
  })

  it('[U31] only hears news until the worker says that the trial is over', () => {
    const page = told(RULES, worker({ trial: 't' }), wanted('r2'), { type: 'ready' })
    expect(page.state.phase).toBe('trial')
    expect(toldMore(page, RULES, worker()).effects).toEqual([{ do: 'stage', target: 'r2' }])
  })

  it('[U32] repeats a confirmation with the next news, and not with each word of the worker', () => {
    const page = told(RULES, worker({ trial: 't' }), { type: 'ready' })
    expect(does(toldMore(page, RULES, worker({ trial: 't' })))).toEqual([])
    expect(does(toldMore(page, RULES, wanted('r1')))).toEqual(['confirm'])
  })
})

describe('the running release', () => {
  const kept = worker({ stored: false })

  it('[U33] is adopted once the page is up and knows where from', () => {
    expect(does(told(RULES, kept, wanted('r1'), { type: 'ready' }))).toEqual(['adopt'])
    expect(does(told(RULES, kept, { type: 'ready' }, wanted('r1')))).toEqual(['adopt'])
    expect(does(told(RULES, kept, { type: 'ready' }, wanted('r2')))).toEqual(['adopt', 'stage'])
    expect(does(told(RULES, kept, { type: 'ready' }, wanted('r2'), stored, wanted('r2')))).toContain('adopt')
  })

  it('[U33] is not adopted before it is up, when it is kept, or when its files cannot be had', () => {
    expect(does(told(RULES, kept, wanted('r1')))).toEqual([])
    expect(does(told(RULES, worker(), { type: 'ready' }, wanted('r1')))).toEqual([])
    const { manifest: _, ...plain } = { version: 'r1', force: false, blocked: [], manifest: 'm' }
    expect(does(told(RULES, kept, { type: 'ready' }, { type: 'news', news: plain }))).toEqual([])
  })

  it('[U34] is not adopted when it failed here or is blocked', () => {
    const broken = worker({ stored: false, failed: { r1: { code: 'boot-error' } } })
    expect(does(told(RULES, broken, { type: 'ready' }, wanted('r1')))).toEqual([])
    expect(does(told(RULES, kept, { type: 'ready' }, wanted('r1', { blocked: ['r1'] })))).toEqual([])
  })

  it('[U35] is up once', () => {
    const page = told(RULES, kept, wanted('r1'), { type: 'ready' })
    expect(does(toldMore(page, RULES, { type: 'ready' }))).toEqual([])
  })
})
