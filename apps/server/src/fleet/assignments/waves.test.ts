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

describe('a canary', () => {
  it('gives each wave the release when the one before has it and has baked, and is current for everybody in the end', async () => {
    await walls.hang(20)
    const { id } = await rig.order('r2', { plan: PLAN })
    await walls.until(id, 'spreading', 1)
    expect(rig.current()).toBe('r1')
    await walls.poll()
    expect(walls.count('r2', 'wanted')).toBe(2)
    await walls.install('r2')
    await walls.until(id, 'baking', 1)
    expect(walls.count('r2')).toBe(2)
    await walls.until(id, 'spreading', 2)
    await walls.install('r2')
    expect(walls.count('r2')).toBe(10)
    await walls.until(id, 'spreading', 3)
    await walls.install('r2')
    expect((await walls.until(id, 'success')).state).toMatchObject({ spread: { wave: 3 } })
    expect([rig.current(), walls.count('r2')]).toEqual(['r2', 20])
    expect(await rig.log()).toEqual([
      ...['requested r1', 'started r1', 'succeeded r1'],
      ...['requested r2', 'started r2', 'wave-opened r2', 'wave-baking r2', 'wave-passed r2', 'wave-opened r2'],
      ...['wave-baking r2', 'wave-passed r2', 'wave-opened r2', 'wave-passed r2', 'promoted r2', 'succeeded r2'],
    ])
  })

  it('is stopped by the brake, goes on when the errors are accepted, and takes everybody back when it is rolled back', async () => {
    await walls.hang(20)
    const { id } = await rig.order('r2', { plan: PLAN })
    await walls.until(id, 'spreading', 1)
    await walls.install('r2')
    await walls.until(id, 'spreading', 2)
    await walls.fail('r2', 4)
    const braked = await walls.look(id)
    expect(braked.state).toMatchObject({
      phase: 'spreading',
      spread: { wave: 2, brake: { errors: 4, action: 'pause' } },
    })
    // Nobody new is told, and who was on the way is called off.
    await walls.poll()
    expect(walls.count('r2', 'wanted')).toBe(2)
    await expect(rig.fleet.deployments.resume(id, false)).rejects.toThrow('the brake holds it')
    await rig.fleet.deployments.resume(id, true)
    await walls.poll()
    expect(walls.count('r2', 'wanted')).toBe(6)
    await rig.fleet.deployments.rollBack(id, {})
    await walls.until(id, 'rolled-back')
    await walls.poll()
    expect([rig.current(), walls.count('r1', 'wanted'), walls.forced('r1')]).toEqual(['r1', 20, 2])
  })

  it('goes back by itself where its plan says so, and says why', async () => {
    await walls.hang(20)
    const plan = readPlan({ strategy: 'canary', waves: [{ percent: 50 }], onError: 'rollback' })
    const { id } = await rig.order('r2', { plan })
    await walls.until(id, 'spreading', 1)
    await walls.fail('r2', 5)
    const { state } = await walls.until(id, 'rolled-back')
    expect(state).toMatchObject({ reason: 'error-rate', back: { version: 'r1' }, spread: { brake: { errors: 5 } } })
  })

  it('goes on after a restart where it stood, with the same tablets', async () => {
    await walls.hang(20)
    const { id } = await rig.order('r2', { plan: PLAN })
    await walls.until(id, 'spreading', 1)
    await walls.install('r2')
    await rig.fleet.flush()
    await rig.killAndRestart()
    await walls.until(id, 'spreading', 2)
    await walls.poll()
    expect(walls.count('r2', 'wanted')).toBe(10)
    expect(walls.count('r2')).toBe(2)
  })

  it('pauses when nobody reports, and a person can open the next wave once, however often they say so', async () => {
    await walls.hang(20)
    const { id } = await rig.order('r2', { plan: PLAN })
    const doubtful = await walls.until(id, 'spreading', 1, ({ state }) => state.spread?.paused !== undefined)
    expect(doubtful.state.spread?.paused).toMatchObject({ why: 'inconclusive' })
    for (let click = 0; click < 2; click++) await rig.fleet.deployments.advance(id, { all: false, wave: 2 })
    expect((await rig.fleet.deployments.get(id)).state.spread?.wave).toBe(2)
  })

  it('holds a forced release by the brake, and takes everybody back all the same', async () => {
    await walls.hang(6)
    const plan = readPlan({ strategy: 'canary', waves: [{ percent: 100, bake: 0 }] })
    const { id } = await rig.order('r2', { plan, force: true })
    await walls.until(id, 'spreading', 1)
    await walls.install('r2')
    await walls.until(id, 'success')
    await walls.hang(10, 'late')
    await walls.fail('r2', 5)
    await walls.look(id)
    await walls.poll()
    expect([walls.count('r2', 'wanted'), walls.count('r1', 'wanted')]).toEqual([11, 5])
    await rig.fleet.deployments.rollBack(id, {})
    await walls.until(id, 'rolled-back')
    await walls.poll()
    expect([walls.count('r1', 'wanted'), walls.forced('r1')]).toEqual([16, 6])
  })

  it('gives who comes late the release under the same brake', async () => {
    await walls.hang(6)
    const { id } = await rig.order('r2', { plan: readPlan({ strategy: 'canary', waves: [{ percent: 100, bake: 0 }] }) })
    await walls.until(id, 'spreading', 1)
    await walls.install('r2')
    await walls.until(id, 'success')
    await walls.hang(10, 'late')
    await walls.fail('r2', 5)
    const { state } = await walls.look(id)
    expect(state).toMatchObject({ phase: 'success', spread: { brake: { errors: 5 } } })
    await walls.poll()
    // Those on which it failed refuse it by themselves; the others are left where they are.
    expect([walls.count('r2', 'wanted'), walls.count('r1', 'wanted')]).toEqual([11, 5])
  })

  it('that is paused while it bakes is not looked at again and again when the bake is over', async () => {
    await walls.hang(20)
    const { id } = await rig.order('r2', { plan: PLAN })
    await walls.until(id, 'spreading', 1)
    await walls.install('r2')
    await walls.until(id, 'baking', 1)
    await rig.fleet.deployments.pause(id)
    await walls.look(id)
    rig.clock.push(120_000)
    await walls.look(id)
    const before = rig.clock.now()
    rig.clock.jump()
    expect(rig.clock.now() - before).toBeGreaterThan(1_000)
  })

  it('gives the slot of a tablet that waits for a person, or is gone, to another', async () => {
    await walls.hang(3)
    const form = { waves: [{ percent: 100 }], atOnce: 1, timeout: 60, patience: 3_600 }
    const { id } = await rig.order('r2', { plan: readPlan({ strategy: 'canary', ...form }) })
    await walls.until(id, 'spreading', 1)
    await walls.poll()
    await walls.stage('r2')
    await walls.look(id)
    await walls.poll()
    expect(walls.count('r2', 'wanted')).toBe(1)
    for (let jumps = 0; jumps < 5; jumps++) {
      rig.clock.jump()
      await walls.look(id)
    }
    await walls.poll()
    expect(walls.count('r2', 'wanted')).toBe(2)
  })

  it('stops offers to who comes late while another runs, though it cannot be taken back then', async () => {
    await walls.hang(6)
    const form = { waves: [{ percent: 100, bake: 0 }], onError: 'rollback' }
    const { id } = await rig.order('r2', { plan: readPlan({ strategy: 'canary', ...form }) })
    await walls.until(id, 'spreading', 1)
    await walls.install('r2')
    await walls.until(id, 'success')
    const gated = { strategy: 'canary', waves: [{ tags: ['qa'], approval: true }] }
    const { id: beside } = await rig.order('r3', { plan: readPlan(gated) })
    await walls.until(beside, 'gated')
    await walls.hang(10, 'late')
    await walls.fail('r2', 5)
    const { state } = await walls.look(id)
    expect(state).toMatchObject({ phase: 'success', spread: { brake: { errors: 5, action: 'pause' } } })
    expect((await rig.fleet.deployments.get(beside)).state.phase).toBe('gated')
    expect(rig.warnings).toEqual([])
  })

  it('judges no wave by what was counted before a person opened it', async () => {
    await walls.hang(20)
    const waves = [10, 50, 100].map((percent) => ({ percent, bake: 0 }))
    const { id } = await rig.order('r2', { plan: readPlan({ strategy: 'canary', waves }) })
    await walls.until(id, 'spreading', 1)
    await walls.install('r2')
    // It is looked at while a person opens the next wave.
    const opened = rig.fleet.deployments.advance(id, { all: false, wave: 2 })
    rig.clock.push(200)
    await opened
    const { state } = await walls.look(id)
    expect(state).toMatchObject({ phase: 'spreading', spread: { wave: 2 } })
  })
})
