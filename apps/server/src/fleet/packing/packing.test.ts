import { RelevoError } from '@relevo/core/errors'
import { beforeEach, describe, expect, test } from 'vitest'
import { type PackingRig, packingRig, sha } from '../../testing/packing-rig.ts'
import { BIG } from './forms.ts'
import type { TriedPatch } from './tried-patch.ts'

let rig: PackingRig
beforeEach(async () => {
  rig = await packingRig()
  rig.add('r1', { entry: 500, app1: 90_000, same: 30_000 })
  rig.add('r2', { entry: 500, app2: 90_000, same: 30_000 })
  rig.view.current = 'r2'
  rig.view.former = ['r2', 'r1']
})
const begin = async () => {
  await rig.packing.takeUp()
  await rig.idle()
}
/** Something changed. */
const look = async () => {
  rig.packing.look()
  await rig.idle()
}
const listed = (version: string) => rig.packing.progress(version)

describe('what is made', () => {
  test('gzip of everything first, then patches, then brotli with the biggest first', async () => {
    await begin()
    expect(rig.jobs).toEqual(['gzip app2', 'gzip same', 'gzip entry', 'patch r1 r2', 'br app2', 'br same', 'br entry'])
    expect(rig.packing.patchesTo('r2')).toEqual(['r1'])
    expect(await listed('r2')).toEqual({
      phase: 'done',
      done: 4,
      total: 4,
      patches: [{ from: 'r1', phase: 'made', br: 100, gzip: 110, full: 22_500 }],
      files: { count: 3, bytes: 120_500, br: 30_125, gzip: 40_167 },
    })
  })

  test('nothing before it is taken up, and nothing twice', async () => {
    await look()
    expect(rig.jobs).toEqual([])
    await begin()
    const before = rig.jobs.length
    await look()
    await rig.killAndRestart()
    await rig.idle()
    expect(rig.jobs).toHaveLength(before)
  })

  test('the whole of a release in one answer, where that saves asking', async () => {
    rig.add('r3', Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`c${i}`, 1_000])))
    rig.view.current = 'r3'
    rig.view.former = ['r3', 'r2', 'r1']
    await begin()
    expect(rig.jobs.at(-1)).toBe('whole r3')
    expect([rig.packing.hasWhole('r3'), rig.packing.hasWhole('r2')]).toEqual([true, false])
    expect(await listed('r3')).toMatchObject({ phase: 'done', whole: { br: 100 } })
    expect(rig.packing.patchesTo('r3')).not.toContain('')
  })

  test('of what is no smaller as gzip there is no brotli either, and a small file stays as it is', async () => {
    rig.bytesOf = (_, size) => size
    rig.add('r3', { picture: 50_000, dot: 100 })
    rig.view.current = 'r3'
    rig.view.former = ['r3']
    rig.view.latest = ['r3']
    await begin()
    expect(rig.jobs).toEqual(['gzip picture'])
    expect(await listed('r3')).toMatchObject({ phase: 'done', files: { bytes: 50_100, br: 50_100, gzip: 50_100 } })
  })

  test('brotli of a big file once somebody asked for it, and then its patches are weighed anew', async () => {
    rig.add('r3', { entry: 500, huge: BIG + 1 })
    rig.view.current = 'r3'
    rig.view.former = ['r3', 'r2']
    rig.view.latest = ['r3', 'r2']
    rig.bytesOf = (job, size) =>
      job.startsWith('patch') ? 1_000_000 : Math.ceil(size / (job.startsWith('gzip') ? 4 : 10))
    await begin()
    expect(rig.jobs).not.toContain('br huge')
    expect(rig.packing.patchesTo('r3')).toEqual(['r2'])
    rig.packing.ask(sha('huge'))
    rig.packing.ask(sha('huge'))
    await rig.idle()
    expect(rig.jobs.filter((job) => job === 'br huge')).toHaveLength(1)
    expect(rig.packing.patchesTo('r3')).toEqual([])
    expect(await listed('r3')).toMatchObject({ patches: [{ from: 'r2', phase: 'pointless', full: 800_001 }] })
  })

  test('forms of an older release’s file that somebody asked for, after everything else', async () => {
    await begin()
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
    await begin()
    expect(rig.packing.patchesTo('r2')).toEqual(['r0', 'r1'])
    expect(rig.packing.patchesTo('r1')).toEqual(['r0'])
  })

  test('releases that there are not crowd out none that there are, and are looked for once', async () => {
    rig.view.former = []
    rig.view.reported = { r1: 1, ...Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`dev${i}`, 2])) }
    await begin()
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
    await look()
    expect(rig.packing.patchesTo('r2')).toEqual(['dev60', 'r1'])
  })

  test('a new release that a tablet reports is looked at once', async () => {
    rig.view.latest = []
    rig.view.former = []
    await begin()
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
    await begin()
    expect(rig.jobs.filter((job) => /^(?:patch|whole)/.test(job))).toEqual([])
    expect(await listed('r2')).toMatchObject({ phase: 'done', patches: [] })
  })

  test('the same files under another version need nothing, and share their patches', async () => {
    await begin()
    rig.add('r1-again', { entry: 500, app1: 90_000, same: 30_000 })
    rig.add('r2-again', { entry: 500, app2: 90_000, same: 30_000 })
    rig.view.current = 'r2-again'
    rig.view.former = ['r2-again', 'r1-again', 'r2']
    const before = rig.jobs.length
    await look()
    expect(rig.jobs.slice(before)).toEqual([])
    expect([...rig.packing.patchesTo('r2-again')].sort()).toEqual(['r1', 'r1-again'])
  })
})

describe('what a patch is worth', () => {
  test('one of which it is not sure waits until what it saves is known', async () => {
    const seen: string[] = []
    rig.bytesOf = (job, size) => {
      if (job.startsWith('patch')) return 15_000
      return Math.ceil(size / (job.startsWith('gzip') ? 3 : 3.2))
    }
    rig.onJob = async (job) => void seen.push(`${job}: ${rig.packing.patchesTo('r2')}`)
    await begin()
    expect(seen).toContain('br app2: ')
    expect(rig.packing.patchesTo('r2')).toEqual(['r1'])
  })

  test('one that is found to be too big is withdrawn, and its bytes go', async () => {
    rig.bytesOf = (job, size) => {
      if (job.startsWith('patch')) return 11_000
      return Math.ceil(size / (job.startsWith('gzip') ? 3 : 5))
    }
    await begin()
    expect(rig.packing.patchesTo('r2')).toEqual([])
    expect([...rig.disk.keys()].filter((name) => name.length > 100)).toEqual([])
    expect(await listed('r2')).toMatchObject({ patches: [{ phase: 'pointless', full: 18_000, br: 11_000 }] })
  })

  test('what is next to nothing is not even tried', async () => {
    rig.add('r3', { entry: 500, app2: 90_000, same: 30_000, bit: 100 })
    rig.view.current = 'r3'
    await begin()
    expect(rig.jobs).not.toContain('patch r2 r3')
    expect((await listed('r3')).patches).toContainEqual({ from: 'r2', phase: 'pointless', full: 100 })
  })
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
    await begin()
    expect(tries('patch r1 r2')).toBe(1)
    expect(rig.jobs).toContain('br app2')
    await wait(5)
    expect(tries('patch r1 r2')).toBe(3)
    expect(await listed('r2')).toMatchObject({ phase: 'done', patches: [{ phase: 'failed', why: 'the thread ended' }] })
    expect(rig.warnings).toHaveLength(3)
  })

  test('a patch that was given up is tried again by the next process', async () => {
    fail('patch r1 r2', new Error('out of memory'))
    await begin()
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
        await (before === 0 && job === 'gzip app2' ? begin() : look())
        await wait(6)
      }
      rig.onJob = async () => undefined
      await wait(1)
      expect(await listed('r2')).toMatchObject({ phase: 'done', patches: [{ phase: 'made' }] })
      expect(rig.packing.patchesTo('r2')).toEqual(['r1'])
    },
  )

  test('a disk that is full when something is to be kept is waited for, and what was made is thrown away', async () => {
    rig.onKeep = () => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC' })
    }
    await begin()
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
    expect(await listed('r2')).toMatchObject({ phase: 'done', patches: [{ phase: 'made' }] })
  })

  test('nothing is made that would leave the database no room', async () => {
    rig.free = 300_000_000
    await begin()
    expect(rig.jobs).toEqual([])
    rig.free += 1_000_000
    await wait(1)
    expect(await listed('r2')).toMatchObject({ phase: 'done' })
  })

  test('a form that cannot be made is tried three times, and the file is sent as it is', async () => {
    fail('gzip app2', new Error('no'))
    await begin()
    await wait(5)
    expect(tries('gzip app2')).toBe(3)
    expect(await listed('r2')).toMatchObject({ phase: 'done' })
    expect(rig.packing.patchesTo('r2')).toEqual(['r1'])
  })

  test('a full disk is waited for, and nothing is given up', async () => {
    let isFull = true
    rig.onJob = async () => {
      if (isFull) throw new RelevoError('no-space')
    }
    await begin()
    expect(rig.jobs).toEqual(['gzip app2'])
    rig.clock.push(60_000)
    await rig.idle()
    expect(rig.jobs).toEqual(['gzip app2', 'gzip app2'])
    isFull = false
    rig.clock.push(60_000)
    await rig.idle()
    expect(await listed('r2')).toMatchObject({ phase: 'done', patches: [{ phase: 'made' }] })
  })

  test('a server that is killed goes on where it stood, and gives up what ends it each time', async () => {
    rig.onJob = (job) => (job === 'patch r1 r2' ? new Promise(() => undefined) : Promise.resolve())
    await begin()
    for (let i = 0; i < 3; i++) {
      await rig.killAndRestart()
      await rig.idle()
    }
    expect(rig.jobs.filter((job) => job === 'patch r1 r2')).toHaveLength(3)
    expect(rig.jobs.filter((job) => job.startsWith('gzip'))).toHaveLength(3)
    expect(await listed('r2')).toMatchObject({ phase: 'done', patches: [{ phase: 'failed' }] })
  })

  test('a patch that turns out to be gone while it is to be sent is made again, and one that is there is not', async () => {
    await begin()
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
    await begin()
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
    await begin()
    const [name = ''] = [...rig.disk.keys()].filter((one) => one.length > 100)
    rig.disk.set(name, 50)
    await rig.killAndRestart()
    await rig.idle()
    expect(tries('patch r1 r2')).toBe(2)
    expect(rig.disk.get(name)).toBe(100)
  })

  test('a patch whose bytes are gone is made again, and bytes of which nothing is known go', async () => {
    await begin()
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

describe('what changes meanwhile', () => {
  test('brotli makes room for what an update waits for, and is made afterwards', async () => {
    const held = Promise.withResolvers<void>()
    rig.onJob = (job, signal) => {
      if (job !== 'br app2' || rig.jobs.filter((one) => one === job).length > 1) return Promise.resolve()
      return new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
        held.promise.then(resolve)
      })
    }
    await begin()
    expect(rig.jobs.at(-1)).toBe('br app2')
    rig.add('r3', { entry: 500, app3: 90_000, same: 30_000 })
    rig.view.underWay = ['r3']
    await look()
    const after = rig.jobs.slice(rig.jobs.indexOf('br app2') + 1)
    expect(after.slice(0, 3)).toEqual(['gzip app3', 'patch r2 r3', 'patch r1 r3'])
    expect(after).toContain('br app2')
    expect(rig.warnings).toEqual([])
  })

  test('a release that nobody is to run any more takes its patches along, but for one that may be gone back to', async () => {
    await begin()
    rig.add('r3', { entry: 500, app3: 90_000, same: 30_000 })
    Object.assign(rig.view, { current: 'r3', former: ['r3', 'r2', 'r1'] })
    await look()
    expect(rig.packing.patchesTo('r3')).toEqual(['r2', 'r1'])
    expect(rig.packing.patchesTo('r2')).toEqual(['r1'])
    rig.add('r4', { entry: 500, app4: 90_000, same: 30_000 })
    Object.assign(rig.view, { current: 'r4', former: ['r4', 'r3', 'r2', 'r1'] })
    await look()
    expect(rig.packing.patchesTo('r4')).toEqual(['r3', 'r2', 'r1'])
    expect(rig.packing.patchesTo('r2')).toEqual([])
    expect(rig.rows.size).toBe([...rig.disk.keys()].filter((one) => one.length > 100).length)
  })
})

describe('what tablets say of a patch', () => {
  const tried = (id: string, outcome: TriedPatch['outcome'], from = 'r1', isKnown = true) => {
    const tablet = { id, environment: 'production', release: 'r2', lastSeen: rig.clock.now() }
    const after = { ...tablet, patch: { version: 'r2', outcome, ...(from !== '' && { from }) } }
    rig.packing.moved(isKnown ? (tablet as never) : undefined, after as never)
  }
  const threeTried = async (outcome: TriedPatch['outcome']) => {
    for (const id of ['a', 'b', 'c']) tried(id, outcome)
    await rig.idle()
  }
  const count = (job: string) => rig.jobs.filter((one) => one === job).length
  const told = (type: string) => rig.lines.filter((line) => line.type === type)

  test('three in a row that cannot use it, and it is checked, once an hour: one whose bytes are right stays', async () => {
    await begin()
    for (const id of ['a', 'b', 'b']) tried(id, 'illegal')
    await rig.idle()
    expect(count('check r1 r2')).toBe(0)
    tried('c', 'wrong-bytes')
    await rig.idle()
    await threeTried('wrong-bytes')
    expect(count('check r1 r2')).toBe(1)
    expect(rig.packing.patchesTo('r2')).toEqual(['r1'])
    expect([count('patch r1 r2'), told('patch-withdrawn')]).toEqual([1, []])
    rig.clock.push(3_600_000)
    await threeTried('wrong-bytes')
    expect(count('check r1 r2')).toBe(2)
  })

  test('one whose bytes are wrong is made once more, and withdrawn when it is wrong again, also after a restart', async () => {
    await begin()
    rig.isRight = () => false
    await threeTried('illegal')
    expect(count('patch r1 r2')).toBe(2)
    expect(rig.packing.patchesTo('r2')).toEqual(['r1'])
    rig.clock.push(3_600_000)
    await threeTried('illegal')
    expect(count('patch r1 r2')).toBe(2)
    expect(rig.packing.patchesTo('r2')).toEqual([])
    expect(told('patch-withdrawn')).toEqual([
      {
        at: rig.clock.now(),
        type: 'patch-withdrawn',
        subject: { kind: 'release', id: 'r2' },
        data: { from: 'r1', version: 'r2', outcome: 'illegal', tablets: 3 },
      },
    ])
    await expect(rig.packing.patch('r1', 'r2')).rejects.toMatchObject({ code: 'not-found' })
    await rig.killAndRestart()
    await rig.idle()
    expect(rig.packing.patchesTo('r2')).toEqual([])
  })

  test('one that many could not get is checked, too: it may be damaged on disk', async () => {
    await begin()
    rig.isRight = () => false
    await threeTried('unreachable')
    expect([count('patch r1 r2'), rig.lines]).toEqual([2, []])
  })

  test('tablets that nobody knew, and some in between that could, are no reason', async () => {
    await begin()
    for (const id of ['a', 'b']) tried(id, 'illegal')
    tried('c', 'applied')
    for (const id of ['a', 'b']) tried(id, 'illegal')
    for (const id of ['d', 'e', 'f']) tried(id, 'illegal', 'r1', false)
    for (const id of ['g', 'h', 'i']) tried(id, 'illegal', '')
    await rig.idle()
    expect(count('check r1 r2')).toBe(0)
  })

  test('the whole is checked, too, which a tablet may have tried in its place', async () => {
    rig.add('r3', Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`c${i}`, 1_000])))
    Object.assign(rig.view, { current: 'r3', former: ['r3', 'r2', 'r1'] })
    await begin()
    for (const id of ['a', 'b', 'c'])
      rig.packing.moved(
        { id } as never,
        { id, release: 'r2', patch: { version: 'r3', from: 'r2', outcome: 'illegal' } } as never,
      )
    await rig.idle()
    expect(rig.jobs.slice(-2)).toEqual(['check r2 r3', 'check nothing r3'])
  })

  test('is told once, until one can use it', async () => {
    await begin()
    for (const id of ['a', 'b', 'c', 'd']) tried(id, 'wrong-bytes')
    await rig.idle()
    expect(told('patch-failed')).toEqual([
      {
        at: rig.clock.now(),
        type: 'patch-failed',
        environment: 'production',
        subject: { kind: 'tablet', id: 'a' },
        data: { version: 'r2', from: 'r1', outcome: 'wrong-bytes' },
      },
    ])
    tried('e', 'applied')
    tried('f', 'illegal')
    await rig.idle()
    expect(told('patch-failed').map(({ subject }) => subject.id)).toEqual(['a', 'f'])
  })
})

describe('a deployment', () => {
  const ready = () => {
    const said: string[] = []
    const calledOff = new AbortController()
    const over = rig.packing.ready('production', 'r2', (text) => said.push(text), calledOff.signal)
    return { said, over, calledOff }
  }

  test('waits for the patches of what its tablets report, and says so', async () => {
    const held = Promise.withResolvers<void>()
    rig.onJob = (job) => (job === 'patch r1 r2' ? held.promise : Promise.resolve())
    rig.view.reported = { r1: 2 }
    await begin()
    const { said, over } = ready()
    await rig.idle()
    expect(said).toEqual(['waiting for the patch from r1'])
    held.resolve()
    await over
    expect(said).toEqual(['waiting for the patch from r1', 'patch from r1: 100 bytes as brotli'])
  })

  test('of which nobody needs a patch waits for nothing', async () => {
    rig.onJob = () => new Promise(() => undefined)
    await begin()
    const { said, over } = ready()
    await over
    expect(said).toEqual([])
  })

  test('goes on after a minute, or when it is called off', async () => {
    rig.onJob = () => new Promise(() => undefined)
    rig.view.reported = { r1: 2 }
    await begin()
    const [one, other] = [ready(), ready()]
    await rig.idle()
    other.calledOff.abort()
    await other.over
    rig.clock.push(60_000)
    await one.over
    expect(one.said.at(-1)).toBe('going on without: r1; tablets with those download whole files meanwhile')
    expect(other.said).toHaveLength(1)
  })
})

test('what is not there is not to be had', async () => {
  await begin()
  await expect(rig.packing.patch('r2', 'r1')).rejects.toMatchObject({ code: 'not-found' })
  await expect(rig.packing.patch('nobody', 'r1')).rejects.toMatchObject({ code: 'release-unknown' })
  await expect(rig.packing.progress('nobody')).rejects.toMatchObject({ code: 'release-unknown' })
  expect(await rig.packing.patch('r1', 'r2')).toMatchObject({ sizes: { br: 100, gzip: 110, identity: 200 } })
})
