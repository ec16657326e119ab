import { describe, expect, it } from 'vitest'
import { TABLET_CODES, type TabletCode } from '../errors/codes.ts'
import { KIOSK, page, RIGHT, RULES, SILENT, sight } from '../testing/ladders.ts'
import { judge } from './complaint.ts'
import type { KioskSight, PageSight, Sight } from './sight.ts'

const { after } = RULES
const looks = (seen: Sight, still = 0) => judge(seen, still, after)
const pageLooks = (but: Partial<PageSight>, still = 0) => looks(sight({ page: page(but) }), still)
const kioskLooks = (but: Partial<KioskSight>) => looks({ ...SILENT, kiosk: { ...KIOSK, ...but } })

describe('a tablet whose page is heard', () => {
  it('[L1] is right when its page says so, whatever its kiosk app says, and not before', () => {
    expect(looks(RIGHT)).toEqual({ is: 'right' })
    expect(looks({ ...RIGHT, kiosk: { ...KIOSK, isOnline: false, isElsewhere: true } })).toEqual({ is: 'right' })
    expect(looks({ ...RIGHT, kiosk: undefined })).toEqual({ is: 'right' })
    expect(looks({ ...sight(), kiosk: { ...KIOSK, shows: 'http://panel.local/?v=r2' } })).toMatchObject({ is: 'wrong' })
    expect(looks({ ...SILENT, page: undefined })).toMatchObject({ is: 'wrong', why: 'silent' })
  })

  it('[L2] is stale when it reports another release, unless it is on its way', () => {
    expect(pageLooks({})).toEqual({ is: 'wrong', why: 'stale' })
    expect(looks(sight({ isUnderWay: true }))).toEqual({ is: 'on-its-way' })
    for (const phase of ['staged', 'downloading', 'switching', 'trial'] as const)
      expect([phase, pageLooks({ phase, target: 'r2' })]).toEqual([phase, { is: 'on-its-way' }])
  })

  it('[L3] is on its way for ever when a person may be asked, and no longer when its download stands still', () => {
    for (const phase of ['downloading', 'switching'] as const)
      expect(pageLooks({ phase, target: 'r2' }, after)).toEqual({ is: 'wrong', why: 'stale' })
    expect(pageLooks({ phase: 'staged', target: 'r2' }, 100 * after)).toEqual({ is: 'on-its-way' })
  })

  it('[L4] is stuck for what a fresh start may cure; any other reason is none of the ladder’s', () => {
    const wrong = (code: TabletCode) => pageLooks({ phase: 'stuck', stuck: { code } })
    const curable = TABLET_CODES.filter((code) => wrong(code).is === 'wrong')
    expect(curable).toEqual([
      'file-corrupt',
      'storage-unavailable',
      'worker-unavailable',
      'worker-silent',
      'reload-ignored',
      'reload-loop',
      'boot-error',
      'boot-script',
      'boot-blank',
      'boot-timeout',
      'boot-attempts',
    ])
    expect(wrong('reload-loop')).toEqual({ is: 'wrong', why: 'stuck', code: 'reload-loop' })
    expect(wrong('incompatible')).toEqual({ is: 'excused' })
    expect(pageLooks({ phase: 'stuck', stuck: {} })).toEqual({ is: 'wrong', why: 'stuck' })
    // Its own release, which does not start, is a reason too.
    expect(pageLooks({ release: 'r2', stuck: { code: 'boot-blank' } })).toMatchObject({ why: 'stuck' })
    for (const [code, is] of [
      ['file-corrupt', 'wrong'],
      ['network', 'excused'],
      ['no-space', 'excused'],
    ] as const)
      expect(pageLooks({ phase: 'backing_off', target: 'r2', backingOffFor: code }).is).toBe(is)
    expect(pageLooks({ phase: 'backing_off', target: 'r2' })).toEqual({ is: 'excused' })
  })

  it('[L5] is not brought to a release that failed there', () => {
    expect(pageLooks({ phase: 'rolled_back', target: 'r2' })).toEqual({ is: 'excused' })
    expect(pageLooks({ hasFailedHere: true })).toEqual({ is: 'excused' })
    expect(looks(sight({ desired: undefined }))).toEqual({ is: 'excused' })
  })
})

describe('a tablet whose page is not heard', () => {
  it('[L6] is wrong only while its kiosk app says that it is online; else it is offline', () => {
    expect(looks(SILENT)).toEqual({ is: 'wrong', why: 'silent' })
    expect(looks({ ...SILENT, page: page({ isThere: false, release: 'r2' }) })).toMatchObject({ why: 'silent' })
    expect(looks({ ...SILENT, isUnderWay: true })).toEqual({ is: 'on-its-way' })
    for (const isOnline of [false, undefined]) expect(kioskLooks({ isOnline })).toEqual({ is: 'offline' })
    expect(looks({ ...SILENT, kiosk: undefined })).toEqual({ is: 'offline' })
  })

  it('[L7] is elsewhere when its kiosk app shows another page', () => {
    expect(kioskLooks({ isElsewhere: true })).toEqual({ is: 'wrong', why: 'elsewhere' })
    expect(kioskLooks({ isElsewhere: true, isOnline: false })).toEqual({ is: 'offline' })
  })
})
