import { beforeEach, describe, expect, test } from 'vitest'
import { type PackingRig, twoReleases } from '../../testing/packing-rig.ts'

let rig: PackingRig
beforeEach(async () => {
  rig = await twoReleases()
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
    await rig.begin()
    expect(rig.jobs.at(-1)).toBe('br app2')
    rig.add('r3', { entry: 500, app3: 90_000, same: 30_000 })
    rig.view.underWay = ['r3']
    await rig.look()
    const after = rig.jobs.slice(rig.jobs.indexOf('br app2') + 1)
    expect(after.slice(0, 3)).toEqual(['gzip app3', 'patch r2 r3', 'patch r1 r3'])
    expect(after).toContain('br app2')
    expect(rig.warnings).toEqual([])
  })

  test('a release that nobody is to run any more takes its patches along, but for one that may be gone back to', async () => {
    await rig.begin()
    rig.add('r3', { entry: 500, app3: 90_000, same: 30_000 })
    Object.assign(rig.view, { current: 'r3', former: ['r3', 'r2', 'r1'] })
    await rig.look()
    expect(rig.packing.patchesTo('r3')).toEqual(['r2', 'r1'])
    expect(rig.packing.patchesTo('r2')).toEqual(['r1'])
    rig.add('r4', { entry: 500, app4: 90_000, same: 30_000 })
    Object.assign(rig.view, { current: 'r4', former: ['r4', 'r3', 'r2', 'r1'] })
    await rig.look()
    expect(rig.packing.patchesTo('r4')).toEqual(['r3', 'r2', 'r1'])
    expect(rig.packing.patchesTo('r2')).toEqual([])
    expect(rig.rows.size).toBe([...rig.disk.keys()].filter((one) => one.length > 100).length)
  })
})
