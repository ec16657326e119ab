import { readPlan } from '@relevo/core/waves'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DeploymentRig, deploymentRig } from '../../testing/deployment-rig.ts'
import { type Panels, panels } from '../../testing/panels.ts'

let rig: DeploymentRig
let walls: Panels
beforeEach(async () => {
  rig = await deploymentRig()
  walls = panels(rig)
  await rig.deployed('r1')
})
afterEach(() => rig.remove())

const PLAN = readPlan({
  strategy: 'canary',
  waves: [
    { percent: 10, bake: 60 },
    { percent: 50, bake: 60 },
    { percent: 100, bake: 0 },
  ],
})

describe('what is kept of a deployment that has ended', () => {
  /** How far it came on each tablet, as it is kept. */
  const kept = async (deployment: string) => {
    const { assignments } = await rig.fleet.deployments.assignments({ deployment, limit: 100, offset: 0 })
    return assignments.map(({ assignment }) => assignment.phase)
  }

  it('tells of those whose silence pulled the brake', async () => {
    await walls.hang(6)
    const plan = readPlan({ strategy: 'canary', waves: [{ percent: 100 }], timeout: 60, onError: 'rollback' })
    const { id } = await rig.order('r2', { plan })
    await walls.until(id, 'spreading', 1)
    await walls.poll()
    await walls.until(id, 'rolled-back')
    expect(await kept(id)).toEqual(Array(6).fill('timed_out'))
  })

  it('has nobody on the way, whatever was said while it ended or another became current, and blames nobody for it later', async () => {
    await walls.hang(6)
    const plan = readPlan({ strategy: 'canary', waves: [{ count: 2, bake: 0 }, { percent: 100 }], timeout: 1_800 })
    const { id } = await rig.order('r2', { plan })
    await walls.until(id, 'spreading', 1)
    await walls.install('r2')
    await walls.until(id, 'spreading', 2)
    await walls.poll()
    await rig.fleet.deployments.advance(id, { all: true })
    await walls.until(id, 'success')
    expect(await kept(id)).toContain('offered')
    const next = await rig.deployed('r3')
    expect([...new Set(await kept(id))].sort()).toEqual(['succeeded', 'superseded'])
    rig.clock.push(3_600_000)
    await rig.fleet.deployments.rollBack(next.id, {})
    await rig.ended(next.id)
    expect((await walls.look(id)).state.spread).not.toHaveProperty('brake')
    expect(await kept(id)).not.toContain('timed_out')
  })
})

describe('a release that is blocked on its way', () => {
  it('is paused, which says why, and nobody can open its next wave until it is unblocked', async () => {
    await walls.hang(20)
    const { id } = await rig.order('r2', { plan: PLAN })
    await walls.until(id, 'spreading', 1)
    await rig.fleet.blockRelease('r2', true)
    expect((await walls.look(id)).state.spread?.paused).toMatchObject({ detail: 'the release is blocked' })
    const all = () => rig.fleet.deployments.advance(id, { all: true })
    await expect(all()).rejects.toMatchObject({ code: 'release-blocked' })
    await rig.fleet.blockRelease('r2', false)
    await rig.fleet.deployments.resume(id, false)
    await walls.install('r2')
    await walls.until(id, 'spreading', 2)
  })

  it('does not become current, neither at its time nor by a switch that comes by itself', async () => {
    const plan = readPlan({ strategy: 'blue-green', autoPromote: 600 })
    const { id } = await rig.order('r2', { plan })
    await walls.until(id, 'previewing')
    await rig.fleet.blockRelease('r2', true)
    const { state } = await walls.until(id, 'rolled-back')
    expect(state).toMatchObject({ reason: 'promote-failed', detail: 'the release is blocked' })
    const later = await rig.order('r3', { startAt: rig.clock.now() + 60_000 })
    await rig.fleet.blockRelease('r3', true)
    expect((await walls.until(later.id, 'failed')).state).toMatchObject({ reason: 'prepare-failed' })
    expect(rig.current()).toBe('r1')
  })
})

it('blames no release for a tablet that is pinned to another, and gives it to it again when the pin is gone', async () => {
  await walls.hang(6)
  const waves = [
    { count: 2, bake: 0, minSamples: 1 },
    { percent: 100, approval: true },
  ]
  const { id } = await rig.order('r2', { plan: readPlan({ strategy: 'canary', waves, verify: 0 }) })
  await walls.until(id, 'spreading', 1)
  await walls.install('r2')
  await walls.until(id, 'gated')
  const { assignments } = await rig.fleet.deployments.assignments({ deployment: id, limit: 1, offset: 0 })
  const tablet = assignments[0]?.tablet ?? ''
  await rig.fleet.tablets.change(tablet, { pin: 'r1' })
  await walls.install('r1')
  expect(walls.count('r2')).toBe(1)
  await rig.fleet.tablets.change(tablet, { pin: null })
  const counts = await rig.fleet.deployments.counts(await rig.fleet.deployments.get(id))
  expect(counts?.all).toMatchObject({ succeeded: 1, failed: 0 })
  await walls.install('r2')
  expect(walls.count('r2')).toBe(2)
  const { events } = await rig.fleet.events({ limit: 1_000 })
  expect(events.filter(({ type }) => type === 'assignment-failed')).toEqual([])
})

it('says of who is pinned to another release, or has none to come to, that it was not ordered to come', async () => {
  await walls.hang(3)
  const { id } = await rig.order('r2', { plan: PLAN })
  await walls.until(id, 'spreading', 1)
  const all = ['lobby-0', 'lobby-1', 'lobby-2']
  await rig.fleet.tablets.change('lobby-0', { pin: 'r1' })
  expect(await rig.fleet.orders.update(all, false)).toBe(2)
  await walls.poll()
  expect([walls.count('r2', 'wanted'), walls.count('r1', 'wanted')]).toEqual([2, 1])
  await rig.fleet.blockRelease('r1', true)
  await rig.fleet.blockRelease('r2', true)
  expect(await rig.fleet.orders.update(all, false)).toBe(0)
})
