import type { Report } from '@relevo/core/protocol'
import { describe, expect, test } from 'vitest'
import { hear } from './hear.ts'
import type { Tablet } from './tablet.ts'

/** Hear reports one second apart; the types of the events each one caused, and the tablet at the end. */
function story(...reports: Partial<Report>[]) {
  let tablet: Tablet | undefined
  const events = reports.map((report, i) => {
    const heard = hear(
      tablet,
      { tablet: 't', release: 'r1', phase: 'current', ...report },
      { environment: 'production', at: i * 1000 },
    )
    tablet = heard.tablet
    return heard.events.map(({ type }) => type).join()
  })
  return { events, tablet }
}

const rolledBack = { phase: 'rolled_back', target: 'r2', error: 'boot-error' } as const
const failing = { phase: 'backing_off', target: 'r2', error: 'network' } as const

describe('what a report changes', () => {
  test('a tablet is new once', () => {
    expect(story({}, {}).events).toEqual(['tablet-new', ''])
  })

  test('another release is an event, and starts its time anew', () => {
    const { events, tablet } = story({}, { release: 'r2' }, { release: 'r2' })
    expect(events).toEqual(['tablet-new', 'tablet-release', ''])
    expect(tablet).toMatchObject({ release: 'r2', releaseSince: 1000, firstSeen: 0, lastSeen: 2000 })
  })

  test('an error is an event once, until the error or its target is another', () => {
    const other = { ...failing, target: 'r3' }
    const { events, tablet } = story({}, failing, failing, { ...failing, error: 'no-space' }, other, other)
    expect(events.slice(1)).toEqual(['tablet-error', '', 'tablet-error', 'tablet-error', ''])
    expect(tablet?.error).toEqual({ code: 'network', target: 'r3', at: 4000 })
  })

  test('how its patch did is kept', () => {
    const { events, tablet } = story(
      { phase: 'downloading', target: 'r2', patch: 'illegal' },
      { phase: 'staged', target: 'r2', patch: 'illegal' },
      { release: 'r2', patch: 'illegal' },
    )
    expect(events).toEqual(['tablet-new', '', 'tablet-release'])
    expect(tablet?.patch).toEqual({ version: 'r2', from: 'r1', outcome: 'illegal' })
  })

  test('the last error stays after the tablet got over it', () => {
    const { tablet } = story(failing, { release: 'r2' })
    expect(tablet).toMatchObject({ phase: 'current', error: { code: 'network', target: 'r2', at: 0 } })
    expect(tablet).not.toHaveProperty('target')
  })

  test('a rollback is an event once, whatever is reported in between', () => {
    const { events } = story({}, rolledBack, rolledBack, {}, failing, rolledBack)
    expect(events.slice(1)).toEqual(['tablet-rolled-back', '', '', 'tablet-error', ''])
  })

  test('an error seen on trial does not hide the rollback that follows', () => {
    const { events } = story({}, { release: 'r2', phase: 'trial', error: 'boot-error', target: 'r2' }, rolledBack)
    expect(events.slice(1)).toEqual(['tablet-release,tablet-error', 'tablet-release,tablet-rolled-back'])
  })

  test('a new try of the release makes its rollback news again', () => {
    const { events } = story({}, rolledBack, { phase: 'downloading', target: 'r2' }, rolledBack)
    expect(events.slice(1)).toEqual(['tablet-rolled-back', '', 'tablet-rolled-back'])
    const onTrial = story({}, rolledBack, { release: 'r2', phase: 'trial' }, rolledBack)
    expect(onTrial.events.at(-1)).toBe('tablet-release,tablet-rolled-back')
  })

  test('the same again and progress alone are not worth a write of their own', () => {
    const matters = (before: Partial<Report>, after: Partial<Report>) => {
      const { tablet } = story(before)
      return hear(
        tablet,
        { tablet: 't', release: 'r1', phase: 'current', ...after },
        { environment: 'production', at: 1 },
      ).matters
    }
    const loading = { phase: 'downloading', target: 'r2' } as const
    expect(matters({}, {})).toBe(false)
    expect(matters(rolledBack, rolledBack)).toBe(false)
    expect(matters({ ...loading, progress: 1 }, { ...loading, progress: 2 })).toBe(false)
    expect(matters({}, loading)).toBe(true)
    expect(matters({}, rolledBack)).toBe(true)
  })
})

const ORDER = { version: 'r2', id: '1/' }

/** The same, of check-ins while r2 is wanted; the types of the events each one caused. */
function checkIns(...reports: Partial<Report>[]) {
  let tablet: Tablet | undefined
  const events = reports.map((report, i) => {
    const hearing = { environment: 'production', at: i * 1000, order: ORDER, isCheckIn: true }
    const heard = hear(tablet, { tablet: 't', release: 'r1', phase: 'current', ...report }, hearing)
    tablet = heard.tablet
    return heard.events.map(({ type }) => type).join()
  })
  return { events, tablet }
}

const incompatible = { phase: 'stuck', target: 'r2', error: 'incompatible', detail: 'needs chrome 107' } as const
const switching = { phase: 'switching', target: 'r2' } as const

describe('a tablet that is stuck', () => {
  test('is one event, with what stops it, and neither an error nor a rollback', () => {
    const { events, tablet } = checkIns({}, incompatible, incompatible)
    expect(events).toEqual(['tablet-new', 'tablet-stuck', ''])
    expect(tablet).toMatchObject({
      phase: 'stuck',
      stuck: { code: 'incompatible', target: 'r2', detail: 'needs chrome 107', since: 1000 },
      error: { code: 'incompatible', target: 'r2' },
    })
    expect(tablet).not.toHaveProperty('rollback')
  })

  test('another reason or another release is another event, another detail is not', () => {
    const { events, tablet } = checkIns(
      incompatible,
      { ...incompatible, detail: 'needs chrome 100' },
      { ...incompatible, error: 'reload-loop' },
      { ...incompatible, error: 'reload-loop', target: 'r3' },
    )
    expect(events).toEqual(['tablet-new,tablet-stuck', '', 'tablet-stuck', 'tablet-stuck'])
    expect(checkIns(incompatible, { ...incompatible, detail: 'd' }).tablet?.stuck).toMatchObject({
      detail: 'd',
      since: 0,
    })
    expect(tablet?.stuck).toMatchObject({ target: 'r3', since: 3000 })
  })

  test('stays so when its page was loaded anew and has not heard the news yet', () => {
    const { events, tablet } = checkIns(incompatible, {}, incompatible, {})
    expect(events).toEqual(['tablet-new,tablet-stuck', '', '', ''])
    expect(tablet?.stuck).toMatchObject({ code: 'incompatible', since: 0 })
  })

  test('is so no more when it tries again, runs the release, or something else is wanted', () => {
    for (const phase of ['downloading', 'backing_off', 'staged', 'switching'] as const)
      expect(checkIns(incompatible, { phase, target: 'r2' }).tablet).not.toHaveProperty('stuck')
    expect(checkIns(incompatible, { release: 'r2' }).tablet).not.toHaveProperty('stuck')
    const elsewhere = { ...incompatible, target: 'r3' }
    expect(checkIns(elsewhere, {}).tablet).not.toHaveProperty('stuck')
    expect(checkIns(incompatible, { phase: 'downloading', target: 'r2' }, incompatible).events[2]).toBe('tablet-stuck')
  })

  test('a boot guard says it of the release the tablet has, and it is over when that one runs', () => {
    const dead = { phase: 'stuck', error: 'boot-script', detail: 'app.js 404' } as const
    for (const more of [{}, { target: 'r1' }]) {
      const { events, tablet } = checkIns({ ...dead, ...more }, { ...dead, ...more })
      expect(events).toEqual(['tablet-new,tablet-stuck', ''])
      expect(tablet?.stuck).toEqual({ code: 'boot-script', detail: 'app.js 404', since: 0 })
      expect(checkIns({ ...dead, ...more }, {}).tablet).not.toHaveProperty('stuck')
    }
  })

  test('is what the server makes of one that reloads and does not arrive, once', () => {
    const round = [{}, switching]
    const rounds = [...round, ...round, ...round, ...round, ...round]
    const { events, tablet } = checkIns(...rounds, {}, {}, switching)
    expect(events.join(' ').trim()).toMatch(/^tablet-new +tablet-stuck$/)
    expect(events[10]).toBe('tablet-stuck')
    expect(tablet?.stuck).toEqual({
      code: 'reload-loop',
      target: 'r2',
      detail: '5 reloads within an hour, and it still reports r1',
      since: 10_000,
    })
    expect(checkIns(...rounds, {}, { release: 'r2' }).tablet).not.toHaveProperty('stuck')
  })
})

test('a reload that is announced is written before it is granted, also right after another', () => {
  const report = { tablet: 't', release: 'r1', ...switching }
  const hearing = { environment: 'production', at: 0, order: ORDER, isCheckIn: true }
  const { tablet } = hear(undefined, report, hearing)
  expect(hear(tablet, report, hearing).matters).toBe(true)
  expect(hear(tablet, report, { ...hearing, isCheckIn: false }).matters).toBe(false)
})

describe('a tablet without a worker', () => {
  test('has that as a property: no event, and no error', () => {
    for (const error of ['insecure-context', 'worker-unavailable', 'storage-unavailable', 'no-space'] as const) {
      const { events, tablet } = story({}, { error }, failing, { error }, { phase: 'downloading', target: 'r2', error })
      expect(events.slice(1)).toEqual(['', 'tablet-error', '', ''])
      expect(tablet).toMatchObject({ withoutWorker: error, error: { code: 'network' } })
    }
  })

  test('keeps it while a report is about something else, and loses it with one that complains of nothing', () => {
    const bare = { error: 'insecure-context' } as const
    for (const other of [failing, rolledBack, incompatible, { error: 'worker-silent' } as const])
      expect(story(bare, other).tablet?.withoutWorker).toBe('insecure-context')
    expect(story(bare, {}).tablet).not.toHaveProperty('withoutWorker')
  })

  test('too little storage on the way to a release is an error like any other', () => {
    const { events, tablet } = story({}, { ...failing, error: 'no-space' })
    expect(events[1]).toBe('tablet-error')
    expect(tablet).not.toHaveProperty('withoutWorker')
  })
})

test('the engine is that of the last check-in that named one', () => {
  const engine = { name: 'chrome', version: 83 } as const
  const report = { tablet: 't', release: 'r1', phase: 'current' } as const
  const { tablet } = hear(undefined, report, { environment: 'production', at: 0, engine })
  expect(tablet.engine).toEqual(engine)
  expect(hear(tablet, report, { environment: 'production', at: 1 }).tablet.engine).toEqual(engine)
  const newer = { ...engine, version: 120 }
  expect(hear(tablet, report, { environment: 'production', at: 1, engine: newer }).tablet.engine).toEqual(newer)
})
