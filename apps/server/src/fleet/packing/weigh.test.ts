import { beforeEach, describe, expect, test } from 'vitest'
import { type PackingRig, twoReleases } from '../../testing/packing-rig.ts'

let rig: PackingRig
beforeEach(async () => {
  rig = await twoReleases()
})

describe('what a patch is worth', () => {
  test('one of which it is not sure waits until what it saves is known', async () => {
    const seen: string[] = []
    rig.bytesOf = (job, size) => {
      if (job.startsWith('patch')) return 15_000
      return Math.ceil(size / (job.startsWith('gzip') ? 3 : 3.2))
    }
    rig.onJob = async (job) => void seen.push(`${job}: ${rig.packing.patchesTo('r2')}`)
    await rig.begin()
    expect(seen).toContain('br app2: ')
    expect(rig.packing.patchesTo('r2')).toEqual(['r1'])
  })

  test('one that is found to be too big is withdrawn, and its bytes go', async () => {
    rig.bytesOf = (job, size) => {
      if (job.startsWith('patch')) return 11_000
      return Math.ceil(size / (job.startsWith('gzip') ? 3 : 5))
    }
    await rig.begin()
    expect(rig.packing.patchesTo('r2')).toEqual([])
    expect([...rig.disk.keys()].filter((name) => name.length > 100)).toEqual([])
    expect(await rig.packing.progress('r2')).toMatchObject({
      patches: [{ phase: 'pointless', full: 18_000, br: 11_000 }],
    })
  })

  test('what is next to nothing is not even tried', async () => {
    rig.add('r3', { entry: 500, app2: 90_000, same: 30_000, bit: 100 })
    rig.view.current = 'r3'
    await rig.begin()
    expect(rig.jobs).not.toContain('patch r2 r3')
    expect((await rig.packing.progress('r3')).patches).toContainEqual({ from: 'r2', phase: 'pointless', full: 100 })
  })
})
