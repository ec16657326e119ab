import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DeploymentRig, deploymentRig, RULES } from '../../testing/deployment-rig.ts'

let rig: DeploymentRig
beforeEach(async () => {
  rig = await deploymentRig()
})
afterEach(() => rig.remove())

describe('a person', () => {
  test('takes a release back with one call, and it is checked', async () => {
    await rig.deployed('r1')
    const { id } = await rig.deployed('r2')
    await rig.fleet.deployments.rollBack(id, { reason: 'wrong logo' }, 'ana')
    expect((await rig.ended(id)).state).toEqual({
      phase: 'rolled-back',
      reason: 'manual',
      detail: 'wrong logo',
      back: { version: 'r1', deployment: 'd1' },
      health: true,
    })
    expect(rig.current()).toBe('r1')
    expect(await rig.fleet.deployments.current('production')).toMatchObject({ id: 'd1' })
    const { events } = await rig.fleet.events({ limit: 100 })
    expect(events.find(({ type }) => type === 'deployment-rolling-back')?.actor).toBe('ana')
  })

  test('goes back to any release that was confirmed there, and to no other', async () => {
    await rig.deployed('r1')
    await rig.deployed('r2')
    const { id } = await rig.deployed('r3')
    const back = (to: string) => rig.fleet.deployments.rollBack(id, { to })
    await expect(back('r4')).rejects.toMatchObject({ code: 'deployment-not-possible' })
    await expect(back('r3')).rejects.toMatchObject({ code: 'deployment-not-possible' })
    await back('r1')
    expect((await rig.ended(id)).state).toMatchObject({ phase: 'rolled-back', back: { version: 'r1' } })
    // The next goes back to what is live, not to what came later once.
    expect((await rig.order('r4')).previous?.version).toBe('r1')
  })

  test('cannot take back what is not live, or what has no way back; a second click changes nothing', async () => {
    const first = await rig.deployed('r1')
    const back = (id: string) => rig.fleet.deployments.rollBack(id, {})
    await expect(back(first.id)).rejects.toMatchObject({ code: 'deployment-not-possible' })
    const second = await rig.deployed('r2')
    await expect(back(first.id)).rejects.toMatchObject({ code: 'deployment-not-possible' })
    await back(second.id)
    const other = rig.fleet.deployments.rollBack(second.id, { to: 'r3' })
    await expect(other).rejects.toMatchObject({ code: 'deployment-not-possible' })
    expect((await back(second.id)).state).toMatchObject({ back: { version: 'r1' } })
    const ended = await rig.ended(second.id)
    expect(await back(second.id)).toEqual(ended)
    await expect(back('nobody')).rejects.toMatchObject({ code: 'deployment-unknown' })
  })

  test('is told where a rollback would lead exactly while it would work', async () => {
    await rig.deployed('r1')
    await rig.deployed('r2')
    const { id } = await rig.deployed('r3')
    const wayBack = async () => (await rig.fleet.deployments.wayBackOf(await rig.fleet.deployments.get(id)))?.version
    expect(await wayBack()).toBe('r2')
    await rig.fleet.blockRelease('r2', true)
    expect(await wayBack()).toBe('r1')
    await rig.fleet.blockRelease('r1', true)
    expect(await wayBack()).toBeUndefined()
    await expect(rig.fleet.deployments.rollBack(id, {})).rejects.toMatchObject({ code: 'deployment-not-possible' })
    await rig.fleet.blockRelease('r1', false)
    const { promise: until, resolve: goOn } = Promise.withResolvers<void>()
    rig.onStep = () => until
    const other = await rig.order('r4')
    expect(await wayBack()).toBeUndefined()
    await expect(rig.fleet.deployments.rollBack(id, {})).rejects.toMatchObject({ code: 'deployment-running' })
    goOn()
    await rig.ended(other.id)
    expect(await wayBack()).toBeUndefined()
  })

  test('looks again, and a failure about health alone becomes a success', async () => {
    rig.healthOf = () => 'unmeasured'
    const { id, state } = await rig.deployed('r1')
    expect(state).toMatchObject({ phase: 'failed', reason: 'health-unmeasured', health: null })
    expect(rig.current()).toBe('r1')
    rig.healthOf = () => 'healthy'
    expect((await rig.fleet.deployments.check(id)).state).toEqual({ phase: 'success', health: true })
    const { finishedAt } = await rig.fleet.deployments.get(id)
    rig.clock.push(60_000)
    rig.healthOf = () => 'unhealthy'
    expect(await rig.fleet.deployments.check(id)).toMatchObject({ state: { health: false }, finishedAt })
    rig.healthOf = () => 'healthy'
    await rig.fleet.deployments.check(id)
    expect((await rig.fleet.deployments.checks(id)).at(-1)).toMatchObject({ round: 'manual', verdict: 'healthy' })
  })
})

describe('an order that waits for a yes', () => {
  beforeEach(async () => {
    await rig.remove()
    rig = await deploymentRig({ production: { ...RULES, approval: true }, staging: RULES })
  })
  const approved = async (version: string) => {
    const { id } = await rig.order(version)
    await rig.fleet.deployments.approve(id)
    return rig.ended(id)
  }
  const begun = async (step: string) => {
    for (let n = 0; n < 1_000 && !rig.steps.includes(step); n++) {
      rig.clock.jump()
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(rig.steps).toContain(step)
  }

  test('goes back to what was live when it started, not to what was taken back while it waited', async () => {
    await approved('r1')
    const { id } = await approved('r2')
    const waiting = await rig.order('r3')
    await rig.fleet.deployments.rollBack(id, { reason: 'loses calls' })
    await rig.ended(id)
    rig.healthOf = (version) => (version === 'r3' ? 'unhealthy' : 'healthy')
    await rig.fleet.deployments.approve(waiting.id)
    expect((await rig.ended(waiting.id)).state).toMatchObject({ phase: 'rolled-back', back: { version: 'r1' } })
    expect(rig.current()).toBe('r1')
  })

  test('leaves alone what runs, a way back above all, and may start when that has ended', async () => {
    await approved('r1')
    rig.healthOf = (version) => (version === 'r2' ? 'unhealthy' : 'healthy')
    const { promise: until, resolve: goOn } = Promise.withResolvers<void>()
    rig.onStep = (step) => (step === 'roll-back' ? until : Promise.resolve())
    const { id } = await rig.order('r2')
    await rig.fleet.deployments.approve(id)
    await begun('roll-back r1')
    const next = await rig.order('r3', { trigger: 'notify', supersede: true })
    expect((await rig.fleet.deployments.get(id)).state.phase).toBe('rolling-back')
    await expect(rig.fleet.deployments.approve(next.id)).rejects.toMatchObject({ code: 'deployment-running' })
    goOn()
    expect((await rig.ended(id)).state.phase).toBe('rolled-back')
    expect(rig.steps.filter((step) => step === 'roll-back r1')).toHaveLength(1)
    await rig.fleet.deployments.approve(next.id)
    expect((await rig.ended(next.id)).state.phase).toBe('success')
  })

  test('disturbs no step of another when it is denied', async () => {
    await approved('r1')
    const { id } = await approved('r2')
    const waiting = await rig.order('r3')
    const { promise: until, resolve: goOn } = Promise.withResolvers<void>()
    rig.onStep = () => until
    await rig.fleet.deployments.rollBack(id, {})
    await begun('roll-back r1')
    await rig.fleet.deployments.deny(waiting.id)
    goOn()
    expect((await rig.ended(id)).state.phase).toBe('rolled-back')
    expect(rig.steps.filter((step) => step === 'roll-back r1')).toHaveLength(1)
  })
})
