import { RelevoError } from '@relevo/core/errors'
import { beforeEach, describe, expect, test } from 'vitest'
import { type PackingRig, sha, twoReleases } from '../../testing/packing-rig.ts'

let rig: PackingRig
beforeEach(async () => {
  rig = await twoReleases()
})

describe('what does not work', () => {
  /** A minute goes by, so many times. */
  const wait = async (minutes: number) => {
    for (; minutes > 0; minutes--) {
      rig.clock.push(60_000)
      await rig.idle()
    }
  }
  const fail = (bad: string, error: Error) => {
    rig.onJob = async (job) => {
      if (job === bad) throw error
    }
  }
  const tries = (job: string) => rig.jobs.filter((one) => one === job).length

  test('a patch that cannot be made is tried three times, a minute apart, and costs nothing else', async () => {
    fail('patch r1 r2', new Error('the thread ended'))
    await rig.begin()
    expect(tries('patch r1 r2')).toBe(1)
    expect(rig.jobs).toContain('br app2')
    await wait(5)
    expect(tries('patch r1 r2')).toBe(3)
    expect(await rig.packing.progress('r2')).toMatchObject({
      phase: 'done',
      patches: [{ phase: 'failed', why: 'the thread ended' }],
    })
    expect(rig.warnings).toHaveLength(3)
  })

  test('a patch that was given up is tried again by the next process', async () => {
    fail('patch r1 r2', new Error('out of memory'))
    await rig.begin()
    await wait(3)
    rig.onJob = async () => undefined
    await rig.killAndRestart()
    await rig.idle()
    expect(rig.packing.patchesTo('r2')).toEqual(['r1'])
  })

  test.each(['EMFILE', 'EIO', 'ENOMEM'])(
    'what fails by %s is tried again however often, and nothing is given up',
    async (code) => {
      for (const job of ['gzip app2', 'patch r1 r2']) {
        const before = tries(job)
        fail(job, Object.assign(new Error('not now'), { code }))
        await (before === 0 && job === 'gzip app2' ? rig.begin() : rig.look())
        await wait(6)
      }
      rig.onJob = async () => undefined
      await wait(1)
      expect(await rig.packing.progress('r2')).toMatchObject({ phase: 'done', patches: [{ phase: 'made' }] })
      expect(rig.packing.patchesTo('r2')).toEqual(['r1'])
    },
  )

  test('a disk that is full when something is to be kept is waited for, and what was made is thrown away', async () => {
    rig.onKeep = () => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC' })
    }
    await rig.begin()
    await wait(4)
    expect(rig.jobs).toEqual(Array(5).fill('gzip app2'))
    expect(rig.discarded).toEqual(rig.jobs)
    rig.onKeep = (job) => {
      if (job.startsWith('patch')) throw Object.assign(new Error('full'), { code: 'EDQUOT' })
    }
    await wait(5)
    expect(rig.discarded.filter((job) => job === 'patch r1 r2').length).toBeGreaterThan(6)
    rig.onKeep = () => undefined
    await wait(1)
    expect(await rig.packing.progress('r2')).toMatchObject({ phase: 'done', patches: [{ phase: 'made' }] })
  })

  test('nothing is made that would leave the database no room', async () => {
    rig.free = 300_000_000
    await rig.begin()
    expect(rig.jobs).toEqual([])
    rig.free += 1_000_000
    await wait(1)
    expect(await rig.packing.progress('r2')).toMatchObject({ phase: 'done' })
  })

  test('a form that cannot be made is tried three times, and the file is sent as it is', async () => {
    fail('gzip app2', new Error('no'))
    await rig.begin()
    await wait(5)
    expect(tries('gzip app2')).toBe(3)
    expect(await rig.packing.progress('r2')).toMatchObject({ phase: 'done' })
    expect(rig.packing.patchesTo('r2')).toEqual(['r1'])
  })

  test('a full disk is waited for, and nothing is given up', async () => {
    let isFull = true
    rig.onJob = async () => {
      if (isFull) throw new RelevoError('no-space')
    }
    await rig.begin()
    expect(rig.jobs).toEqual(['gzip app2'])
    rig.clock.push(60_000)
    await rig.idle()
    expect(rig.jobs).toEqual(['gzip app2', 'gzip app2'])
    isFull = false
    rig.clock.push(60_000)
    await rig.idle()
    expect(await rig.packing.progress('r2')).toMatchObject({ phase: 'done', patches: [{ phase: 'made' }] })
  })

  test('a server that is killed goes on where it stood, and gives up what ends it each time', async () => {
    rig.onJob = (job) => (job === 'patch r1 r2' ? new Promise(() => undefined) : Promise.resolve())
    await rig.begin()
    for (let i = 0; i < 3; i++) {
      await rig.killAndRestart()
      await rig.idle()
    }
    expect(rig.jobs.filter((job) => job === 'patch r1 r2')).toHaveLength(3)
    expect(rig.jobs.filter((job) => job.startsWith('gzip'))).toHaveLength(3)
    expect(await rig.packing.progress('r2')).toMatchObject({ phase: 'done', patches: [{ phase: 'failed' }] })
  })

  test('a patch that turns out to be gone while it is to be sent is made again, and one that is there is not', async () => {
    await rig.begin()
    const patch = await rig.packing.patch('r1', 'r2')
    rig.packing.missed(patch)
    await rig.idle()
    expect(tries('patch r1 r2')).toBe(1)
    rig.disk.delete(`${patch.from} ${patch.to}`)
    rig.packing.missed(patch)
    await rig.idle()
    expect(tries('patch r1 r2')).toBe(2)
    expect(rig.packing.patchesTo('r2')).toEqual(['r1'])
  })

  test('a folder that cannot be read costs patches, and not the start; a minute later it is read again', async () => {
    await rig.begin()
    rig.onRead = () => {
      throw Object.assign(new Error('no'), { code: 'EACCES' })
    }
    await rig.killAndRestart()
    expect(rig.packing.patchesTo('r2')).toEqual([])
    rig.onRead = () => undefined
    await wait(1)
    expect(rig.packing.patchesTo('r2')).toEqual(['r1'])
  })

  test('a start waits a few seconds for what is packed, and no longer', async () => {
    const held = Promise.withResolvers<void>()
    rig.onLook = () => held.promise
    const started = rig.packing.takeUp()
    await rig.idle()
    rig.clock.push(5_000)
    await started
    expect(rig.packing.patchesTo('r2')).toEqual([])
    held.resolve()
    await rig.idle()
    expect(rig.packing.patchesTo('r2')).toEqual(['r1'])
  })

  test('a patch that was cut short on the disk is made again by the next process', async () => {
    await rig.begin()
    const [name = ''] = [...rig.disk.keys()].filter((one) => one.length > 100)
    rig.disk.set(name, 50)
    await rig.killAndRestart()
    await rig.idle()
    expect(tries('patch r1 r2')).toBe(2)
    expect(rig.disk.get(name)).toBe(100)
  })

  test('a patch whose bytes are gone is made again, and bytes of which nothing is known go', async () => {
    await rig.begin()
    const [name = ''] = [...rig.disk.keys()].filter((one) => one.length > 100)
    rig.disk.delete(name)
    rig.disk.set(`${sha('x')} ${sha('y')}`, 1)
    const before = rig.jobs.length
    await rig.killAndRestart()
    await rig.idle()
    expect(rig.jobs.slice(before)).toEqual(['patch r1 r2'])
    expect([...rig.disk.keys()].filter((one) => one.length > 100)).toEqual([name])
    expect(rig.packing.patchesTo('r2')).toEqual(['r1'])
  })
})
