import { describe, expect, it } from 'vitest'
import { elsewhere, lived, livedOn, offer, on, RULES, seen, woke } from '../testing/assignments.ts'
import { pendingIn } from './assignment.ts'
import { step } from './step.ts'

it('[W10] a try leads from the offer to the trial, and each stage is reported', () => {
  const way = [
    [offer(10), 'offered'],
    [elsewhere(20, 'downloading'), 'downloading'],
    [elsewhere(30, 'staged'), 'staged'],
    [elsewhere(40, 'switching'), 'switching'],
    [on(50, 'trial'), 'trial'],
    [on(60), 'trial'],
    [seen(160), 'succeeded'],
  ] as const
  let assignment = pendingIn(1, 0)
  for (const [event, phase] of way) {
    assignment = step(assignment, event, RULES)
    expect(assignment.phase).toBe(phase)
  }
  expect(assignment).toEqual({ phase: 'succeeded', wave: 1, since: 160, attempts: 1, offers: 0 })
})

describe('[W11] success is a report of the release, and another sign of life after it has stayed', () => {
  const up = lived(offer(0), on(50))

  it('[W11] not the report alone, nor that time passes', () => {
    expect(up).toMatchObject({ phase: 'trial', upSince: 50 })
    expect(livedOn(up, woke(1_000)).phase).toBe('trial')
  })

  it.each([
    ['a sign of life', seen],
    ['a report', on],
  ])('[W11] %s too soon is none, one in time is', (_, sign) => {
    expect(livedOn(up, sign(149))).toBe(up)
    expect(livedOn(up, sign(150))).toMatchObject({ phase: 'succeeded', since: 150 })
  })

  it('[W11] a trial is no success, however long it takes', () => {
    expect(lived(offer(0), on(50, 'trial'), seen(160), on(300, 'trial'), seen(900))).toMatchObject({ phase: 'trial' })
  })

  it('[W11] where nobody has to stay, the report suffices', () => {
    expect(step(pendingIn(1, 0), on(50), { ...RULES, verify: 0 }).phase).toBe('succeeded')
    expect(step(pendingIn(1, 0), on(50, 'trial'), { ...RULES, verify: 0 }).phase).toBe('trial')
  })
})

describe('[W12] who is not up any more has to stay anew', () => {
  const up = lived(offer(0), on(50))

  it.each([
    ['runs the release before', elsewhere(80)],
    ['is on trial again', on(80, 'trial')],
    ['is told of something else there', elsewhere(80, 'downloading', { target: 'r9' })],
  ])('[W12] one that %s', (_, event) => {
    const down = livedOn(up, event)
    expect(down).not.toHaveProperty('upSince')
    expect(livedOn(down, seen(500))).toBe(down)
    expect(livedOn(down, on(500), seen(599)).phase).toBe('trial')
    expect(livedOn(down, on(500), seen(600)).phase).toBe('succeeded')
  })
})

describe('[W13] what a tablet runs is the truth', () => {
  it('[W13] who runs the release has it, also when nobody offered it', () => {
    expect(lived(on(10), on(110))).toMatchObject({ phase: 'succeeded', attempts: 1, offers: 0 })
  })

  it('[W13] who is on its way without an offer has begun a try', () => {
    expect(lived(elsewhere(10, 'staged'))).toMatchObject({ phase: 'staged', attempts: 1, due: 1_110 })
  })

  it('[W13] what it says of another release is nothing about this one', () => {
    const about = { target: 'r9' }
    for (const phase of ['downloading', 'staged', 'switching', 'rolled_back', 'stuck'] as const)
      expect(lived(elsewhere(10, phase, about)).phase).toBe('pending')
    expect(lived(on(10), on(150, 'downloading', about)).phase).toBe('succeeded')
  })

  it('[W13] a page that waits between two tries of a download downloads', () => {
    expect(lived(elsewhere(10, 'backing_off', { error: 'network' }))).toMatchObject({ phase: 'downloading' })
  })
})
