import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HOUR, type LadderRig, ladderRig, MINUTE, refusal, SECOND, SETTINGS } from '../../testing/ladder-rig.ts'

let rig: LadderRig
beforeEach(async () => {
  rig = await ladderRig()
  rig.pages.set('lobby-1', { release: 'r1' })
  rig.kiosks.set('lobby-1', { launchUrl: 'http://panel.local/' })
  await rig.deploy('r1')
  await rig.pass(2 * MINUTE)
})
afterEach(() => rig.remove())

const page = (id = 'lobby-1') => rig.pages.get(id) ?? { release: '' }
const phase = (id = 'lobby-1') => rig.ladders.get(id).state.phase
const deeds = () => rig.sent.map((line) => line.split(' ')[1])

describe('a tablet that stays on its old release', () => {
  beforeEach(() => rig.deploy('r2'))

  test('is climbed for rung by rung, and left alone as soon as it is there', async () => {
    await rig.pass(14 * MINUTE)
    expect([rig.sent, phase()]).toEqual([[], 'well'])
    rig.onCommand = (_, deed) => {
      if (deed === 'url') page().release = 'r2'
    }
    await rig.pass(2 * HOUR)
    expect(rig.sent).toEqual([
      'lobby-1 hint r2',
      'lobby-1 hint r2',
      ...['wake', 'eval', 'wake', 'eval', 'wake'].map((deed) => `lobby-1 ${deed}`),
      'lobby-1 url http://panel.local/?tablet=lobby-1&v=r2',
    ])
    expect(await rig.log()).toEqual([
      'rung lobby-1 hint 1',
      'rung lobby-1 purge 1',
      'rung lobby-1 eval 1',
      'rung lobby-1 eval 2',
      'rung lobby-1 url 1',
      'recovered lobby-1 url',
    ])
    expect(rig.ladders.get('lobby-1').state).toMatchObject({ phase: 'well', recovered: { by: 'url' } })
    // After a day nothing is left to say of it.
    expect(rig.ladders.list()).toHaveLength(1)
    await rig.pass(25 * HOUR)
    expect(rig.ladders.list()).toEqual([])
  }, 60_000)

  test('is ordered to purge itself, once and it alone', async () => {
    rig.pages.set('hall-2', { release: 'r2' })
    const orders = async (tablet: string) => (await rig.fleet.news(undefined, tablet)).directive
    await rig.pass(24 * MINUTE)
    expect(rig.ladders.get('lobby-1').state).toMatchObject({ phase: 'verifying', rung: 'purge' })
    const first = await orders('lobby-1')
    expect(first).toEqual({ do: 'reset', id: expect.stringMatching(/^ladder-\d+$/) })
    await rig.pass(MINUTE)
    expect([await orders('lobby-1'), await orders('hall-2')]).toEqual([first, undefined])
    page().release = 'r2'
    await rig.pass(2 * MINUTE)
    expect(await orders('lobby-1')).toBeUndefined()
  })

  test('is not ordered to when all tablets are ordered to do something', async () => {
    await rig.fleet.directTablets('production', 'reset')
    await rig.pass(28 * MINUTE)
    expect(await rig.log()).toEqual(['rung lobby-1 hint 1', 'rung lobby-1 eval 1', 'rung lobby-1 eval 2'])
    expect((await rig.fleet.news(undefined, 'lobby-1')).directive?.id).toMatch(/^d\d/)
  })

  test('without a kiosk app soon needs hands, and goes on when one is linked', async () => {
    rig.kiosks.clear()
    await rig.pass(HOUR)
    expect(await rig.log()).toEqual([
      'rung lobby-1 hint 1',
      'rung lobby-1 purge 1',
      'needs-hands lobby-1 purge no-kiosk',
    ])
    rig.kiosks.set('lobby-1', {})
    await rig.pass(MINUTE)
    expect(deeds().slice(2)).toEqual(['wake', 'eval'])
  })

  test('in a kiosk app that is only guessed to be its own has that told nothing, until somebody confirms the link', async () => {
    rig.kiosks.set('lobby-1', { confidence: 'guessed', launchUrl: 'http://panel.local/?tablet=hall-2' })
    await rig.pass(HOUR)
    expect(deeds()).toEqual(['hint', 'hint'])
    expect((await rig.log()).at(-1)).toBe('needs-hands lobby-1 purge kiosk-guessed')
    expect(rig.ladders.handsFor('lobby-1')).toContain('k-lobby-1 may be the one of lobby-1: confirm the link')
    rig.kiosks.set('lobby-1', { confidence: 'said' })
    await rig.pass(MINUTE)
    expect(deeds().slice(2)).toEqual(['wake', 'eval'])
  })

  test('is excused while it waits for a person, failed there, is pinned, or its waves are paused', async () => {
    page().report = { phase: 'staged', target: 'r2' }
    rig.pages.set('hall-2', { release: 'r1', report: { phase: 'rolled_back', target: 'r2', error: 'boot-error' } })
    rig.pages.set('hall-3', { release: 'r1' })
    await rig.pass(2 * MINUTE)
    await rig.fleet.tablets.change('hall-3', { pin: 'r1' })
    await rig.pass(3 * HOUR)
    expect(rig.ladders.list()).toEqual([])
  })

  test('that nobody hears any more, in a kiosk app that is away, is offline', async () => {
    page().isSilent = true
    rig.kiosks.set('lobby-1', { isOnline: false })
    await rig.pass(3 * HOUR)
    expect([rig.sent, rig.ladders.list()]).toEqual([[], []])
  })
})

describe('a page that died in a kiosk app that is online', () => {
  beforeEach(() => {
    page().isSilent = true
  })

  test('is brought back by what the kiosk app can do, and by nothing that only a page hears', async () => {
    rig.onCommand = (_, deed) => {
      if (deed === 'restart') page().isSilent = false
    }
    await rig.pass(8 * HOUR)
    expect([...new Set(deeds())]).toEqual(['wake', 'eval', 'url', 'clearCache', 'restart'])
    expect((await rig.log()).at(-1)).toBe('recovered lobby-1 restart')
  }, 60_000)

  test('at the end needs hands, with a precise instruction, and is well when somebody was there', async () => {
    rig.kiosks.set('lobby-1', {
      app: 'wallpanel',
      can: new Set(['wake', 'url', 'clearCache']),
      launchUrl: 'http://panel.local/',
    })
    await rig.pass(3 * HOUR)
    expect((await rig.log()).at(-1)).toBe('needs-hands lobby-1 clearCache page-silent')
    const line = (await rig.fleet.events({ limit: 1_000 })).events.find(({ type }) => type === 'ladder-needs-hands')
    expect(line?.data).toMatchObject({
      reason: 'page-silent',
      why: 'silent',
      rung: 'clearCache',
      desired: 'r1',
      text: expect.stringMatching(
        /^lobby-1 was heard last at 1970-01-01 00:\d\d UTC, while its kiosk app \(wallpanel\) is online; last rung: clearCache\.$/,
      ),
      advice: expect.stringMatching(/^Open the kiosk app on lobby-1/),
    })
    const count = rig.sent.length
    await rig.pass(30 * HOUR)
    expect(rig.sent).toHaveLength(count)
    page().isSilent = false
    await rig.pass(2 * MINUTE)
    expect([(await rig.log()).at(-1), phase()]).toEqual(['recovered lobby-1', 'well'])
  }, 60_000)

  test('is not sent into a page that answers 502', async () => {
    rig.served = { verdict: 'unhealthy', status: 502 }
    await rig.pass(HOUR)
    expect([rig.sent, rig.ladders.get('lobby-1').state]).toMatchObject([[], { phase: 'waiting', for: 'release' }])
    rig.served = { verdict: 'unmeasured' }
    await rig.pass(MINUTE)
    expect(deeds()).toEqual(['wake', 'eval'])
  })

  test('is no matter of the ladder when it is there, and only has not signed in', async () => {
    rig.strangers.add('lobby-1')
    await rig.pass(HOUR)
    expect([rig.sent, rig.ladders.list()]).toEqual([[], []])
    await expect(rig.ladders.order('lobby-1', 'climb', 'ana')).rejects.toMatchObject({ code: 'ladder-not-needed' })
  })

  test('without the secret that it had is shown the way in again, with a code that is in no event', async () => {
    rig.strangers.add('lobby-1')
    rig.enrolled.add('lobby-1')
    const launchUrl = 'http://panel.local/#relevo-enrol=SPENT-0NE'
    // What an app shows it can make up: it would be given the identity of the tablet.
    for (const confidence of ['guessed', 'shown'] as const) {
      rig.kiosks.set('lobby-1', { launchUrl, confidence })
      await rig.pass(HOUR)
      expect(rig.sent).toEqual([])
    }
    rig.kiosks.set('lobby-1', { launchUrl, confidence: 'said' })
    rig.onCommand = (_, deed) => {
      if (deed === 'url') page().isSilent = false
    }
    await rig.pass(HOUR)
    expect(rig.sent).toEqual([
      'lobby-1 wake',
      'lobby-1 url http://panel.local/?tablet=lobby-1&v=r1#relevo-enrol=K7QM-2XDP',
    ])
    expect((await rig.log()).at(-1)).toBe('recovered lobby-1 url')
    const said = JSON.stringify([await rig.fleet.events({ limit: 1_000 }), rig.ladders.list(), rig.warnings])
    expect(said).not.toMatch(/K7QM|relevo-enrol/)
  })

  test('is given a code with the address when its app may have wiped its secret', async () => {
    rig.enrolled.add('lobby-1')
    let wasWiped = false
    rig.kiosks.set('lobby-1', { app: 'freekiosk', launchUrl: 'http://panel.local/' })
    rig.onCommand = (_, deed) => {
      wasWiped ||= deed === 'clearCache'
      if (wasWiped && deed === 'url') page().isSilent = false
    }
    await rig.pass(4 * HOUR)
    const urls = rig.sent.filter((line) => line.includes(' url ')).map((line) => line.includes('#relevo-enrol='))
    expect(urls).toEqual([false, false, true])
    expect((await rig.log()).at(-1)).toBe('recovered lobby-1 clearCache')
  })

  test('is left in peace in quiet hours and outside the maintenance window of its group', async () => {
    await rig.killAndRestart({
      ...SETTINGS,
      quiet: { days: ['thu'], from: '00:00', to: '01:30', timeZone: 'UTC' },
    })
    await rig.pass(45 * MINUTE)
    expect([rig.sent, rig.ladders.get('lobby-1').state]).toMatchObject([[], { phase: 'waiting', for: 'quiet' }])
    await rig.fleet.tablets.change('lobby-1', { group: 'hotel' })
    await rig.fleet.groups.change('hotel', {
      window: { days: ['thu'], from: '02:00', to: '03:00', timeZone: 'UTC' },
    })
    await rig.pass(30 * MINUTE)
    expect(rig.sent).toEqual([])
    await rig.pass(10 * MINUTE)
    expect(deeds().slice(0, 2)).toEqual(['wake', 'eval'])
  })

  test('whose kiosk app takes no command is tried again, and is then somebody’s matter', async () => {
    rig.onCommand = () => Promise.reject(refusal('kiosk-unreachable'))
    await rig.pass(8 * HOUR)
    expect((await rig.log()).at(-1)).toBe('needs-hands lobby-1 restart kiosk-unreachable')
    expect(new Set(deeds())).toEqual(new Set(['wake']))
  }, 60_000)
})

test('a fault of the whole fleet has no more than twenty tablets climbed for at once', async () => {
  for (let i = 0; i < 50; i += 1) rig.pages.set(`t-${i}`, { release: 'r1' })
  await rig.pass(2 * MINUTE)
  await rig.deploy('r2')
  await rig.pass(16 * MINUTE)
  expect(rig.sent).toHaveLength(20)
  const under = () => rig.ladders.list({ phase: 'verifying' }).length
  for (let i = 0; i < 60; i += 1) {
    await rig.pass(MINUTE)
    expect(under()).toBeLessThanOrEqual(20)
  }
  expect(new Set(rig.sent.map((line) => line.split(' ')[0])).size).toBeGreaterThan(40)
})

test('climb does not stand in line behind a fault of the whole fleet', async () => {
  for (let i = 0; i < 50; i += 1) rig.pages.set(`t-${i}`, { release: 'r1' })
  await rig.pass(2 * MINUTE)
  await rig.deploy('r2')
  await rig.pass(16 * MINUTE)
  const climbed = () => new Set(rig.sent.map((line) => line.split(' ')[0]))
  expect(climbed()).not.toContain('t-49')
  await rig.ladders.order('t-49', 'climb', 'ana')
  expect(climbed()).toContain('t-49')
})

describe('what a person orders', () => {
  beforeEach(async () => {
    page().isSilent = true
    await rig.pass(12 * MINUTE)
  })

  test('climb goes on at once, and a second click changes nothing', async () => {
    const first = await rig.ladders.order('lobby-1', 'climb', 'ana')
    expect([first.duplicate, first.ladder.state.phase, deeds()]).toEqual([false, 'sending', ['wake']])
    expect((await rig.ladders.order('lobby-1', 'climb', 'ana')).duplicate).toBe(true)
    await rig.pass(10 * SECOND)
    expect(deeds()).toEqual(['wake', 'eval'])
    expect(await rig.log()).toEqual(['ordered lobby-1 climb', 'rung lobby-1 eval 1'])
  })

  test('stop leaves it alone until another release is wanted', async () => {
    const order = () => rig.ladders.order('lobby-1', 'stop', 'ana')
    expect([(await order()).duplicate, (await order()).duplicate]).toEqual([false, true])
    await rig.pass(3 * HOUR)
    expect([rig.sent, phase()]).toEqual([[], 'left'])
    await rig.deploy('r2')
    await rig.pass(17 * MINUTE)
    expect(deeds()).toEqual(['wake', 'eval'])
  })

  test('done begins anew', async () => {
    rig.kiosks.set('lobby-1', { can: new Set(['reload']) })
    await rig.pass(HOUR)
    expect(phase()).toBe('needs-hands')
    expect((await rig.ladders.order('lobby-1', 'done', 'ana')).duplicate).toBe(false)
    await rig.pass(14 * MINUTE)
    expect(phase()).toBe('well')
    await rig.pass(2 * MINUTE)
    expect(phase()).toBe('verifying')
  })

  test('is refused where nothing is wrong, the tablet is unknown, or ladders are off', async () => {
    page().isSilent = false
    await rig.pass(MINUTE)
    await expect(rig.ladders.order('lobby-1', 'climb', 'ana')).rejects.toMatchObject({
      code: 'ladder-not-needed',
      detail: 'lobby-1: right',
    })
    await expect(rig.ladders.order('nobody', 'stop', 'ana')).rejects.toMatchObject({ code: 'tablet-unknown' })
    expect(() => rig.ladders.get('nobody')).toThrow('tablet-unknown')
  })
})

test('ladders that are switched off do nothing, and forget nothing', async () => {
  await rig.killAndRestart('off')
  page().isSilent = true
  await rig.pass(3 * HOUR)
  expect(rig.sent).toEqual([])
  await expect(rig.ladders.order('lobby-1', 'climb', 'ana')).rejects.toMatchObject({ code: 'ladder-off' })
})
