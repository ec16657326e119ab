import { describe, expect, it } from 'vitest'
import { elsewhere, lived, livedOn, offer, on, woke } from '../testing/assignments.ts'
import type { Assignment } from './assignment.ts'
import { type Asking, takesSlot, whyNot } from './may-offer.ts'

const open: Asking = { isBraked: false, isPaused: false, isInWindow: true, slots: 0, atOnce: 2 }
const forced: Assignment = { ...lived(), forced: true }
const silent = lived(offer(0), woke(1_100))
const staged = lived(elsewhere(0, 'staged'))

describe('[W30] a tablet of an open wave gets the release unless something stops it', () => {
  it('[W30] nothing does', () => {
    for (const one of [undefined, lived(), silent, staged]) expect(whyNot(one, open)).toBeUndefined()
    expect(whyNot(undefined, { ...open, atOnce: undefined, slots: 10_000 })).toBeUndefined()
  })

  it.each([
    ['paused', { isPaused: true }],
    ['window', { isInWindow: false }],
    ['slots', { slots: 2 }],
  ])('[W30] %s stops who has not begun, and nobody else', (why, more) => {
    for (const one of [undefined, lived(), silent]) expect(whyNot(one, { ...open, ...more })).toBe(why)
    for (const one of [lived(offer(0)), staged, lived(elsewhere(0, 'switching')), forced])
      expect(whyNot(one, { ...open, ...more })).toBeUndefined()
  })

  it('[W30] the brake stops everybody who has not begun to switch', () => {
    const braked = { ...open, isBraked: true }
    for (const one of [undefined, lived(), silent, lived(offer(0)), staged, forced])
      expect(whyNot(one, braked)).toBe('braked')
    for (const one of [lived(elsewhere(0, 'switching')), lived(on(0, 'trial'))])
      expect(whyNot(one, braked)).toBeUndefined()
  })

  it('[W30] who failed does not get it again by itself', () => {
    for (const one of [lived(elsewhere(0, 'rolled_back')), lived(elsewhere(0, 'stuck', { error: 'incompatible' }))])
      expect(whyNot(one, open)).toBe('failed-here')
    const spent = livedOn(lived(), offer(0), offer(0), offer(0), offer(0))
    expect(whyNot({ ...spent, forced: true }, open)).toBe('offers-spent')
  })
})

describe('[W31] a slot is taken by who is on its way and there', () => {
  const now = { isThere: true, at: 500, timeout: 1_000 }

  it('[W31] and by nobody else', () => {
    for (const one of [lived(offer(0)), staged, lived(on(0))]) expect(takesSlot(one, now)).toBe(true)
    for (const one of [lived(), silent, lived(elsewhere(0, 'rolled_back'))]) expect(takesSlot(one, now)).toBe(false)
  })

  it('[W31] not by who is gone, nor by who waits for a person', () => {
    expect(takesSlot(staged, { ...now, isThere: false })).toBe(false)
    expect(takesSlot(staged, { ...now, at: 1_001 })).toBe(false)
    expect(takesSlot(lived(elsewhere(0, 'downloading')), { ...now, at: 1_001 })).toBe(true)
  })
})
