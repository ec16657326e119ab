import { describe, expect, it } from 'vitest'
import { elsewhere, lived, livedOn, offer, on, retried, seen, woke } from '../testing/assignments.ts'

const why = { error: 'boot-error', detail: 'x is undefined' } as const
const succeeded = lived(offer(0), on(10), seen(110))
const fellBack = lived(offer(0), on(10, 'trial'), elsewhere(20, 'rolled_back', why))

describe('[W19] a failure that is reported ends the try, and says why', () => {
  it('[W19] it went back', () => {
    expect(fellBack).toEqual({
      phase: 'rolled_back',
      code: 'boot-error',
      detail: 'x is undefined',
      wave: 1,
      since: 20,
      attempts: 1,
      offers: 1,
      failedSince: 20,
    })
  })

  it('[W19] it cannot come', () => {
    const stuck = lived(offer(0), elsewhere(20, 'stuck', { error: 'no-space', detail: '12 MB' }))
    expect(stuck).toMatchObject({ phase: 'failed', code: 'no-space', detail: '12 MB', failedSince: 20 })
    expect(lived(elsewhere(20, 'stuck'))).toMatchObject({ phase: 'failed', code: 'reload-ignored' })
  })

  it('[W19] it runs, and does not start', () => {
    const broken = on(200, 'stuck', { error: 'boot-script' })
    expect(livedOn(succeeded, broken)).toMatchObject({ phase: 'failed', code: 'boot-script', failedSince: 200 })
    const other = on(200, 'stuck', { target: 'r9', error: 'boot-script' })
    expect(livedOn(succeeded, other)).toBe(succeeded)
  })

  it('[W19] told once more, or known better, it is not another one', () => {
    expect(livedOn(fellBack, elsewhere(500, 'rolled_back', why), elsewhere(600, 'rolled_back'))).toBe(fellBack)
    const better = livedOn(fellBack, elsewhere(700, 'stuck', { error: 'boot-timeout' }))
    expect(better).toMatchObject({ phase: 'failed', code: 'boot-timeout', attempts: 1, failedSince: 20 })
  })
})

describe('[W20] the last word counts', () => {
  it.each([
    ['says that it went back', elsewhere(200, 'rolled_back', why), 'boot-error'],
    ['only runs the release before', elsewhere(200), undefined],
    ['downloads the release again', elsewhere(200, 'downloading'), undefined],
  ])('[W20] one that succeeded, and then %s, has failed', (_, event, code) => {
    const flipped = livedOn(succeeded, event)
    expect(flipped).toMatchObject({ phase: 'rolled_back', since: 200, failedSince: 200 })
    expect('code' in flipped ? flipped.code : undefined).toBe(code)
  })

  it('[W20] one that failed, and then runs the release and stays, has succeeded', () => {
    for (const failed of [fellBack, lived(elsewhere(20, 'stuck')), lived(offer(0), woke(2_000))]) {
      const up = livedOn(failed, on(5_000))
      expect(up).toMatchObject({ phase: 'trial', attempts: 2 })
      const done = livedOn(up, seen(5_100))
      expect(done.phase).toBe('succeeded')
      expect(done).not.toHaveProperty('failedSince')
    }
  })
})

describe('[W21] who failed counts as failed until it succeeds, or somebody orders a further try', () => {
  it('[W21] not less because it tries by itself', () => {
    expect(livedOn(fellBack, elsewhere(500, 'downloading'), elsewhere(600, 'switching'))).toBe(fellBack)
    expect(livedOn(fellBack, on(500, 'trial'))).toMatchObject({ phase: 'trial', failedSince: 20 })
  })

  it('[W21] not less because it is offered the release again', () => {
    const silent = lived(offer(0), woke(1_100))
    expect(livedOn(silent, offer(5_000))).toMatchObject({ phase: 'offered', failedSince: 1_100 })
    expect(livedOn(silent, offer(5_000), woke(9_000))).toMatchObject({ phase: 'timed_out', failedSince: 1_100 })
    expect(livedOn(silent, offer(5_000), { type: 'called-off', at: 6_000 })).toMatchObject({ failedSince: 1_100 })
  })

  it.each([
    ['a further try', retried(5_000, 'again')],
    ['another release', { type: 'superseded', at: 5_000 } as const],
  ])('[W21] not any more when %s is wanted', (_, event) => {
    expect(livedOn(fellBack, event)).not.toHaveProperty('failedSince')
  })
})

it('[W22] a browser that cannot run the release is no failure of the release', () => {
  const cannot = elsewhere(20, 'stuck', { error: 'incompatible', detail: 'Chrome 70' })
  const incompatible = lived(offer(0), cannot)
  expect(incompatible).toMatchObject({ phase: 'incompatible', detail: 'Chrome 70' })
  expect(incompatible).not.toHaveProperty('failedSince')
  expect(livedOn(incompatible, cannot)).toBe(incompatible)
  expect(livedOn(incompatible, elsewhere(900, 'downloading')).phase).toBe('downloading')
})
