import { beforeEach, describe, expect, test } from 'vitest'
import { type PackingRig, packingRig, sha, twoReleases } from '../../testing/packing-rig.ts'
import { BIG } from './forms.ts'

let rig: PackingRig
beforeEach(async () => {
  rig = await twoReleases()
})

describe('what is made', () => {
  test('gzip of everything first, then patches, then brotli with the biggest first', async () => {
    await rig.begin()
    expect(rig.jobs).toEqual(['gzip app2', 'gzip same', 'gzip entry', 'patch r1 r2', 'br app2', 'br same', 'br entry'])
    expect(rig.packing.patchesTo('r2')).toEqual(['r1'])
    expect(await rig.packing.progress('r2')).toEqual({
      phase: 'done',
      done: 4,
      total: 4,
      patches: [{ from: 'r1', phase: 'made', br: 100, gzip: 110, full: 22_500 }],
      files: { count: 3, bytes: 120_500, br: 30_125, gzip: 40_167 },
    })
  })

  test('nothing before it is taken up, and nothing twice', async () => {
    await rig.look()
    expect(rig.jobs).toEqual([])
    await rig.begin()
    const before = rig.jobs.length
    await rig.look()
    await rig.killAndRestart()
    await rig.idle()
    expect(rig.jobs).toHaveLength(before)
  })

  test('the whole of a release in one answer, where that saves asking', async () => {
    rig.add('r3', Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`c${i}`, 1_000])))
    rig.view.current = 'r3'
    rig.view.former = ['r3', 'r2', 'r1']
    await rig.begin()
    expect(rig.jobs.at(-1)).toBe('whole r3')
    expect([rig.packing.hasWhole('r3'), rig.packing.hasWhole('r2')]).toEqual([true, false])
    expect(await rig.packing.progress('r3')).toMatchObject({ phase: 'done', whole: { br: 100 } })
    expect(rig.packing.patchesTo('r3')).not.toContain('')
  })

  test('of what is no smaller as gzip there is no brotli either, and a small file stays as it is', async () => {
    rig.bytesOf = (_, size) => size
    rig.add('r3', { picture: 50_000, dot: 100 })
    rig.view.current = 'r3'
    rig.view.former = ['r3']
    rig.view.latest = ['r3']
    await rig.begin()
    expect(rig.jobs).toEqual(['gzip picture'])
    expect(await rig.packing.progress('r3')).toMatchObject({
      phase: 'done',
      files: { bytes: 50_100, br: 50_100, gzip: 50_100 },
    })
  })

  test('brotli of a big file once somebody asked for it, and then its patches are weighed anew', async () => {
    rig.add('r3', { entry: 500, huge: BIG + 1 })
    rig.view.current = 'r3'
    rig.view.former = ['r3', 'r2']
    rig.view.latest = ['r3', 'r2']
    rig.bytesOf = (job, size) =>
      job.startsWith('patch') ? 1_000_000 : Math.ceil(size / (job.startsWith('gzip') ? 4 : 10))
    await rig.begin()
    expect(rig.jobs).not.toContain('br huge')
    expect(rig.packing.patchesTo('r3')).toEqual(['r2'])
    rig.packing.ask(sha('huge'))
    rig.packing.ask(sha('huge'))
    await rig.idle()
    expect(rig.jobs.filter((job) => job === 'br huge')).toHaveLength(1)
    expect(rig.packing.patchesTo('r3')).toEqual([])
    expect(await rig.packing.progress('r3')).toMatchObject({
      patches: [{ from: 'r2', phase: 'pointless', full: 800_001 }],
    })
  })

  test('forms of an older release’s file that somebody asked for, after everything else', async () => {
    await rig.begin()
    rig.packing.ask(sha('app1'))
    rig.packing.ask(sha('nobody has it'))
    await rig.idle()
    expect(rig.jobs.slice(7)).toEqual(['gzip app1', 'br app1'])
  })

  test('patches from what tablets report, and to what they are pinned to', async () => {
    rig.add('r0', { entry: 500, app0: 90_000 })
    rig.view.latest = []
    rig.view.reported = { r0: 3, gone: 1 }
    rig.view.pinned = [{ to: 'r1', release: 'r0' }]
    await rig.begin()
    expect(rig.packing.patchesTo('r2')).toEqual(['r0', 'r1'])
    expect(rig.packing.patchesTo('r1')).toEqual(['r0'])
  })

  test('releases that there are not crowd out none that there are, and are looked for once', async () => {
    rig.view.former = []
    rig.view.reported = { r1: 1, ...Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`dev${i}`, 2])) }
    await rig.begin()
    expect(rig.packing.patchesTo('r2')).toEqual(['r1'])
    const { lookups } = rig
    rig.view.reported = { ...rig.view.reported, dev60: 2 }
    rig.packing.moved(undefined, { id: 't', environment: 'production', release: 'dev60' } as never)
    await rig.idle()
    expect(rig.lookups - lookups).toBe(1)
    rig.packing.moved(undefined, { id: 't2', environment: 'other', release: 'dev60' } as never)
    await rig.idle()
    expect(rig.lookups - lookups).toBe(1)
    rig.add('dev60', { entry: 500, app60: 90_000, same: 30_000 })
    await rig.look()
    expect(rig.packing.patchesTo('r2')).toEqual(['dev60', 'r1'])
  })

  test('a new release that a tablet reports is looked at once', async () => {
    rig.view.latest = []
    rig.view.former = []
    await rig.begin()
    expect(rig.packing.patchesTo('r2')).toEqual([])
    rig.view.reported = { r1: 1 }
    const tablet = { id: 't', environment: 'production', release: 'r1' } as never
    rig.packing.moved(undefined, tablet)
    await rig.idle()
    expect(rig.packing.patchesTo('r2')).toEqual(['r1'])
    const { jobs } = rig
    const revision = rig.packing.revision()
    rig.packing.moved(undefined, tablet)
    await rig.idle()
    expect([rig.jobs, rig.packing.revision()]).toEqual([jobs, revision])
  })

  test('neither patches nor wholes where they are off', async () => {
    rig = await packingRig(0)
    rig.add('r1', { app1: 90_000 })
    rig.add('r2', { app2: 90_000, ...Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`c${i}`, 1_000])) })
    rig.view.current = 'r2'
    rig.view.reported = { r1: 9 }
    await rig.begin()
    expect(rig.jobs.filter((job) => /^(?:patch|whole)/.test(job))).toEqual([])
    expect(await rig.packing.progress('r2')).toMatchObject({ phase: 'done', patches: [] })
  })

  test('the same files under another version need nothing, and share their patches', async () => {
    await rig.begin()
    rig.add('r1-again', { entry: 500, app1: 90_000, same: 30_000 })
    rig.add('r2-again', { entry: 500, app2: 90_000, same: 30_000 })
    rig.view.current = 'r2-again'
    rig.view.former = ['r2-again', 'r1-again', 'r2']
    const before = rig.jobs.length
    await rig.look()
    expect(rig.jobs.slice(before)).toEqual([])
    expect([...rig.packing.patchesTo('r2-again')].sort()).toEqual(['r1', 'r1-again'])
  })
})

test('what is not there is not to be had', async () => {
  await rig.begin()
  await expect(rig.packing.patch('r2', 'r1')).rejects.toMatchObject({ code: 'not-found' })
  await expect(rig.packing.patch('nobody', 'r1')).rejects.toMatchObject({ code: 'release-unknown' })
  await expect(rig.packing.progress('nobody')).rejects.toMatchObject({ code: 'release-unknown' })
  expect(await rig.packing.patch('r1', 'r2')).toMatchObject({ sizes: { br: 100, gzip: 110, identity: 200 } })
})
