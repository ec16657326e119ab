import type { Report } from '@relevo/core/protocol'
import { describe, expect, test } from 'vitest'
import { hear } from './hear.ts'
import type { Tablet } from './tablet.ts'

/** Hear reports one second apart; the types of the events each one caused, and the tablet at the end. */
function story(...reports: Partial<Report>[]) {
  let tablet: Tablet | undefined
  const events = reports.map((report, i) => {
    const heard = hear(tablet, { tablet: 't', release: 'r1', phase: 'current', ...report }, 'production', i * 1000)
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
      return hear(tablet, { tablet: 't', release: 'r1', phase: 'current', ...after }, 'production', 1).matters
    }
    const loading = { phase: 'downloading', target: 'r2' } as const
    expect(matters({}, {})).toBe(false)
    expect(matters(rolledBack, rolledBack)).toBe(false)
    expect(matters({ ...loading, progress: 1 }, { ...loading, progress: 2 })).toBe(false)
    expect(matters({}, loading)).toBe(true)
    expect(matters({}, rolledBack)).toBe(true)
  })
})
