import { beforeEach, describe, expect, test } from 'vitest'
import { type PackingRig, twoReleases } from '../../testing/packing-rig.ts'
import type { TriedPatch } from './tried-patch.ts'

let rig: PackingRig
beforeEach(async () => {
  rig = await twoReleases()
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
    await rig.begin()
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
    await rig.begin()
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
    await rig.begin()
    rig.isRight = () => false
    await threeTried('unreachable')
    expect([count('patch r1 r2'), rig.lines]).toEqual([2, []])
  })

  test('tablets that nobody knew, and some in between that could, are no reason', async () => {
    await rig.begin()
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
    await rig.begin()
    for (const id of ['a', 'b', 'c'])
      rig.packing.moved(
        { id } as never,
        { id, release: 'r2', patch: { version: 'r3', from: 'r2', outcome: 'illegal' } } as never,
      )
    await rig.idle()
    expect(rig.jobs.slice(-2)).toEqual(['check r2 r3', 'check nothing r3'])
  })

  test('is told once, until one can use it', async () => {
    await rig.begin()
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
