import { describe, expect, it } from 'vitest'
import { elsewhere, lived, livedOn, offer, on, RULES, retried, seen, woke } from '../testing/assignments.ts'

const DUE = RULES.timeout + RULES.verify

describe('[W14] who gets no further until its deadline has fallen silent', () => {
  it.each([
    ['offered', offer(0)],
    ['downloading', elsewhere(0, 'downloading')],
    ['switching', elsewhere(0, 'switching')],
    ['trial', on(0, 'trial')],
    ['trial', on(0)],
  ] as const)('[W14] %s', (during, event) => {
    const begun = lived(event)
    expect(livedOn(begun, woke(DUE - 1))).toBe(begun)
    const silent = livedOn(begun, woke(DUE))
    expect(silent).toMatchObject({ phase: 'timed_out', during, since: DUE, failedSince: DUE })
    expect(livedOn(silent, woke(9 * DUE))).toBe(silent)
  })

  it('[W14] nobody else does', () => {
    for (const rest of [lived(), lived(on(0), seen(100)), lived(elsewhere(0, 'rolled_back'))])
      expect(livedOn(rest, woke(9 * DUE))).toBe(rest)
  })
})

describe('[W15] more time only for who gets further than ever in this try', () => {
  it('[W15] every further stage has its own', () => {
    const dues = [elsewhere(500, 'downloading'), elsewhere(900, 'staged'), elsewhere(1_500, 'switching')] as const
    let now = lived(offer(0))
    for (const event of dues) {
      now = livedOn(now, event)
      expect(now).toMatchObject({ due: event.at + DUE })
    }
  })

  it('[W15] who crashes and starts over gets none, however often', () => {
    let now = lived(offer(0), elsewhere(10, 'downloading'), elsewhere(20, 'switching'), on(30, 'trial'))
    for (let at = 100; at < 30 + DUE; at += 100) {
      now = livedOn(now, elsewhere(at), elsewhere(at + 10, 'downloading'), elsewhere(at + 20, 'switching'))
      now = livedOn(now, on(at + 30, 'trial'), woke(at + 40))
    }
    expect(livedOn(now, woke(30 + DUE))).toMatchObject({ phase: 'timed_out', attempts: 1 })
  })
})

describe('[W16] while it waits for a person, staged, its time stands still', () => {
  const staged = lived(offer(0), elsewhere(100, 'downloading'), elsewhere(200, 'staged'))

  it('[W16] however long that takes', () => {
    expect(livedOn(staged, woke(1_000_000))).toBe(staged)
  })

  it('[W16] who loads its page anew meanwhile has not run out of time', () => {
    const reloaded = livedOn(staged, elsewhere(50_000), elsewhere(50_010, 'downloading'), woke(50_020))
    expect(reloaded).toMatchObject({ phase: 'downloading', due: 50_010 + DUE })
    expect(livedOn(reloaded, elsewhere(50_030, 'staged'), woke(90_000)).phase).toBe('staged')
  })

  it('[W16] the time before and after counts as one', () => {
    const back = livedOn(
      staged,
      elsewhere(300, 'switching'),
      elsewhere(400, 'staged'),
      elsewhere(10_400, 'downloading'),
    )
    expect(back).toMatchObject({ due: 300 + DUE + 10_000 })
  })
})

describe('[W17] a clock that is set back fails nobody and makes nobody succeed sooner: what has to pass begins anew', () => {
  it('[W17] a deadline', () => {
    const offered = lived(offer(1_000_000))
    const again = livedOn(offered, woke(500))
    expect(again).toMatchObject({ phase: 'offered', due: 500 + DUE })
    expect(livedOn(again, woke(500 + DUE)).phase).toBe('timed_out')
  })

  it.each([seen, on])('[W17] the time it has to stay', (sign) => {
    const up = lived(on(1_000_000))
    const again = livedOn(up, sign(500))
    expect(again).toMatchObject({ phase: 'trial', upSince: 500 })
    expect(livedOn(again, sign(599)).phase).toBe('trial')
    expect(livedOn(again, sign(600)).phase).toBe('succeeded')
  })
})

describe('[W18] who fell silent may be heard again', () => {
  const silent = lived(offer(0), elsewhere(10, 'downloading'), woke(10 + DUE))

  it('[W18] but where it was before is no news', () => {
    expect(livedOn(silent, elsewhere(5_000, 'downloading'), elsewhere(5_300, 'backing_off'))).toBe(silent)
  })

  it('[W18] further on it goes on, and runs it in the end', () => {
    expect(livedOn(silent, elsewhere(5_000, 'staged'))).toMatchObject({
      phase: 'staged',
      attempts: 2,
      due: 5_000 + DUE,
    })
    expect(livedOn(silent, on(5_000), seen(5_100))).toMatchObject({ phase: 'succeeded' })
  })

  it('[W18] a trial that fell silent is not begun again by being on trial', () => {
    const trial = lived(on(0, 'trial'), woke(DUE))
    expect(livedOn(trial, on(5_000, 'trial'))).toBe(trial)
    expect(livedOn(trial, retried(6_000, 'again'), on(6_100, 'trial')).phase).toBe('trial')
  })
})
