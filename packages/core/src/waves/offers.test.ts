import { describe, expect, it } from 'vitest'
import { elsewhere, lived, livedOn, offer, on, retried, seen, woke } from '../testing/assignments.ts'

describe('[W23] offers that lead to nothing are counted, and too many are a failure', () => {
  it('[W23] to who starts over and over', () => {
    const offered = lived(offer(0), offer(100), offer(200))
    expect(offered).toMatchObject({ phase: 'offered', offers: 3, attempts: 1, due: 1_100 })
    expect(livedOn(offered, offer(300))).toMatchObject({ phase: 'failed', code: 'offers-spent', offers: 3 })
  })

  it('[W23] to who falls silent over and over, as far as it came', () => {
    let now = lived(offer(0), elsewhere(10, 'downloading'))
    for (let at = 2_000; at <= 8_000; at += 2_000) now = livedOn(now, woke(at), offer(at), elsewhere(at, 'downloading'))
    expect(now).toMatchObject({ phase: 'failed', code: 'offers-spent', offers: 3, attempts: 4 })
  })

  it('[W23] and no more are made then, but what it runs is still the truth', () => {
    const spent = lived(offer(0), offer(100), offer(200), offer(300))
    expect(livedOn(spent, offer(400))).toBe(spent)
    expect(livedOn(spent, on(500), seen(600)).phase).toBe('succeeded')
  })

  it('[W23] an offer to who has ended, or is on trial, is none', () => {
    for (const ended of [
      lived(on(0, 'trial')),
      lived(on(0), seen(100)),
      lived(elsewhere(0, 'rolled_back')),
      lived(elsewhere(0, 'stuck', { error: 'incompatible' })),
    ])
      expect(livedOn(ended, offer(200))).toBe(ended)
  })
})

describe('[W24] who gets further has offers anew', () => {
  it('[W24] further than ever', () => {
    expect(lived(offer(0), offer(10), elsewhere(20, 'downloading'))).toMatchObject({ offers: 0 })
    const again = lived(offer(0), elsewhere(20, 'downloading'), offer(30), elsewhere(40, 'downloading'))
    expect(again).toMatchObject({ offers: 1 })
  })

  it('[W24] and who waits for a person does not wait in vain, however often its page is loaded', () => {
    let now = lived(offer(0), elsewhere(10, 'downloading'), elsewhere(20, 'staged'))
    for (let at = 100; at < 2_000; at += 100)
      now = livedOn(now, elsewhere(at), offer(at), elsewhere(at + 10, 'downloading'), elsewhere(at + 20, 'staged'))
    expect(now).toMatchObject({ phase: 'staged', offers: 0, attempts: 1 })
  })

  it('[W24] but who comes back to staged from a switch that failed gets none', () => {
    let now = lived(offer(0), elsewhere(10, 'staged'), elsewhere(20, 'switching'))
    for (const at of [100, 200, 300, 400]) now = livedOn(now, offer(at), elsewhere(at + 10, 'staged'))
    expect(now).toMatchObject({ phase: 'failed', code: 'offers-spent' })
  })

  it('[W24] and who a person wants to try again', () => {
    const spent = lived(offer(0), offer(100), offer(200), offer(300))
    expect(livedOn(spent, retried(400, 'again'), offer(500))).toMatchObject({ phase: 'offered', offers: 1 })
  })
})
