import { describe, expect, it } from 'vitest'
import { elsewhere, lived, livedOn, offer, on, seen, woke } from '../testing/assignments.ts'
import type { Assignment } from './assignment.ts'
import { type Counted, type Counting, count, NOBODY, type Tally } from './tally.ts'

const now: Counting = { at: 10_000, timeout: 1_000, countFrom: 0 }

function tallied(tablets: (Assignment | undefined | Partial<Counted>)[], counting: Partial<Counting> = {}): Tally {
  const tally = { ...NOBODY }
  for (const one of tablets) {
    const counted = one && 'isThere' in one ? one : { assignment: one as Assignment | undefined }
    count(tally, { isThere: true, isForWindow: false, ...counted }, { ...now, ...counting })
  }
  return tally
}

const silent = lived(offer(0), woke(1_100))
const fellBack = lived(elsewhere(2_000, 'rolled_back'))
const done = lived(on(3_000), seen(3_100))

it('[W32] everybody is counted once, where they are', () => {
  const staged = lived(elsewhere(9_500, 'staged'))
  const fleet = [undefined, lived(), offer, staged, done, silent, fellBack].map((one) =>
    one === offer ? lived(offer(9_000)) : (one as Assignment | undefined),
  )
  const incompatible = lived(elsewhere(0, 'stuck', { error: 'incompatible' }))
  const superseded = livedOn(done, { type: 'superseded', at: 4_000 })
  expect(tallied([...fleet, incompatible, superseded])).toEqual({
    members: 9,
    waiting: 2,
    forWindow: 0,
    underWay: 2,
    held: 0,
    succeeded: 1,
    failed: 2,
    incompatible: 1,
    movedAt: 3_100,
  })
})

it('[W33] who is not there and was not told is not waited for', () => {
  expect(tallied([{ isThere: false }, { isThere: false, isForWindow: true }])).toEqual({ ...NOBODY, members: 2 })
  expect(tallied([{ isThere: true, isForWindow: true }])).toEqual({ ...NOBODY, members: 1, waiting: 1, forWindow: 1 })
})

it('[W34] who was told and fell silent has failed, whether it is there or not', () => {
  expect(tallied([{ assignment: silent, isThere: false }])).toMatchObject({ failed: 1, movedAt: 1_100 })
  expect(tallied([{ assignment: lived(offer(9_000)), isThere: false }])).toMatchObject({ underWay: 1 })
})

it('[W35] who is staged for longer than the timeout waits for a person, and is on its way no more', () => {
  const staged = lived(elsewhere(9_000, 'staged'))
  expect(tallied([staged])).toMatchObject({ underWay: 1, held: 0 })
  expect(tallied([staged], { at: 10_001 })).toMatchObject({ underWay: 0, held: 1 })
  expect(tallied([lived(elsewhere(1_000, 'downloading'))])).toMatchObject({ underWay: 1, held: 0 })
})

describe('[W21] who failed counts as failed, also on its way again', () => {
  const again = livedOn(silent, offer(5_000), elsewhere(5_100, 'downloading'))

  it('[W21] with the time of its first failure, so that trying over and over is no progress', () => {
    expect(tallied([again])).toMatchObject({ failed: 1, underWay: 0, movedAt: 1_100 })
    expect(tallied([livedOn(again, woke(9_000))])).toMatchObject({ failed: 1, movedAt: 1_100 })
  })

  it('[W21] or accepted, and then is on its way like anybody', () => {
    expect(tallied([again], { countFrom: 2_000 })).toMatchObject({ failed: 0, underWay: 1 })
  })
})

describe('[W36] errors that were accepted count no more', () => {
  it('[W36] and those after do', () => {
    expect(tallied([silent, fellBack], { countFrom: 2_000 })).toMatchObject({ members: 2, failed: 1, movedAt: 2_000 })
    expect(tallied([silent, fellBack], { countFrom: 2_001 })).toMatchObject({ members: 2, failed: 0 })
  })

  it('[W36] what comes to be known of an accepted one is no new one', () => {
    const better = livedOn(silent, elsewhere(5_000, 'rolled_back', { error: 'boot-error' }))
    expect(tallied([better], { countFrom: 2_000 })).toMatchObject({ failed: 0 })
  })

  it('[W36] a clock that is set back has all of them count again, rather than none from then on', () => {
    expect(tallied([silent], { countFrom: 10_001 })).toMatchObject({ failed: 0 })
    expect(tallied([silent], { countFrom: 10_002 })).toMatchObject({ failed: 1 })
  })
})

it('[W17] what happened before the clock was set back does not tell when something moved last', () => {
  expect(tallied([lived(on(50_000), seen(50_100)), done])).toMatchObject({ succeeded: 2, movedAt: 3_100 })
})
