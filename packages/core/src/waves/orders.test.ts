import { describe, expect, it } from 'vitest'
import { elsewhere, lived, livedOn, offer, on, retried, seen, woke } from '../testing/assignments.ts'
import { pendingIn } from './assignment.ts'

const failed = {
  rolled_back: lived(offer(0), elsewhere(10, 'rolled_back', { error: 'boot-error' })),
  failed: lived(offer(0), elsewhere(10, 'stuck', { error: 'no-space' })),
  timed_out: lived(offer(0), woke(1_100)),
  incompatible: lived(offer(0), elsewhere(10, 'stuck', { error: 'incompatible' })),
  superseded: lived(offer(0), { type: 'superseded', at: 10 }),
}
const others = { pending: lived(), staged: lived(elsewhere(0, 'staged')), succeeded: lived(on(0), seen(100)) }

describe('[W25] a further try is for who failed, once for each order', () => {
  it.each(Object.entries(failed))('[W25] one that is %s begins anew', (_, before) => {
    const again = livedOn(before, retried(2_000, 'again'))
    expect(again).toMatchObject({ phase: 'pending', since: 2_000, offers: 0, retry: 'again' })
    expect(livedOn(again, retried(3_000, 'again'))).toBe(again)
  })

  it.each(Object.entries(others))('[W25] one that is %s is left alone', (_, before) => {
    expect(livedOn(before, retried(2_000, 'again'))).toBe(before)
  })

  it('[W25] the same order gives no second one', () => {
    const twice = livedOn(failed.rolled_back, retried(2_000, 'again'), offer(2_010), elsewhere(2_020, 'downloading'))
    const back = livedOn(twice, elsewhere(2_030, 'rolled_back'))
    expect(back.phase).toBe('rolled_back')
    expect(livedOn(back, retried(3_000, 'again'))).toBe(back)
    expect(livedOn(back, retried(3_000, 'third')).phase).toBe('pending')
  })
})

describe('[W26] what a tablet remembers of the try before is no failure of the further one', () => {
  const old = elsewhere(3_000, 'rolled_back', { error: 'boot-error' })

  it('[W26] until it begins', () => {
    const again = livedOn(failed.rolled_back, retried(2_000, 'again'))
    expect(livedOn(again, old)).toBe(again)
    const offered = livedOn(again, offer(2_500))
    expect(livedOn(offered, old)).toBe(offered)
    expect(livedOn(offered, elsewhere(2_600, 'downloading'), old).phase).toBe('rolled_back')
  })

  it('[W26] nor for a deployment that is a further try for everybody', () => {
    const whole = pendingIn(1, 0, 'd2')
    expect(whole.retry).toBe('d2')
    expect(livedOn(whole, old)).toBe(whole)
    expect(lived(old).phase).toBe('rolled_back')
  })
})

it('[W27] who is forced switches without asking, and is so once', () => {
  const force = { type: 'ordered', at: 50, force: true } as const
  const forced = livedOn(others.staged, force)
  expect(forced).toEqual({ ...others.staged, forced: true })
  expect(livedOn(forced, force)).toBe(forced)
  expect(livedOn(others.succeeded, force)).toBe(others.succeeded)
  expect(livedOn(failed.rolled_back, retried(50, 'again', true))).toMatchObject({ phase: 'pending', forced: true })
})

describe('[W28] called off, who has not begun to switch waits again, and who has goes on', () => {
  it.each([offer(0), elsewhere(0, 'downloading'), elsewhere(0, 'staged')])('[W28] %o', (event) => {
    expect(livedOn(lived(event), { type: 'called-off', at: 10 })).toMatchObject({ phase: 'pending', since: 10 })
  })

  it.each([elsewhere(0, 'switching'), on(0, 'trial'), elsewhere(0, 'rolled_back')])('[W28] %o', (event) => {
    const before = lived(event)
    expect(livedOn(before, { type: 'called-off', at: 10 })).toBe(before)
  })
})

it('[W29] who is wanted elsewhere counts for nothing, and begins anew when this is wanted again', () => {
  const gone = livedOn(others.succeeded, { type: 'superseded', at: 500 })
  expect(gone.phase).toBe('superseded')
  expect(livedOn(gone, { type: 'superseded', at: 600 }, elsewhere(700))).toBe(gone)
  expect(livedOn(gone, offer(900))).toMatchObject({ phase: 'offered', attempts: 2 })
})
