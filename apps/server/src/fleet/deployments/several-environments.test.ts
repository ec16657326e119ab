import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DeploymentRig, deploymentRig, RULES } from '../../testing/deployment-rig.ts'

let rig: DeploymentRig
beforeEach(async () => {
  rig = await deploymentRig()
})
afterEach(() => rig.remove())

describe('environments', () => {
  test('run beside each other, each with its own release and history', async () => {
    const [staging, production] = await Promise.all([rig.deployed('r2', 'staging'), rig.deployed('r1')])
    expect([staging.state.phase, production.state.phase]).toEqual(['success', 'success'])
    expect([rig.current('staging'), rig.current()]).toEqual(['r2', 'r1'])
    expect((await rig.order('r3')).previous?.version).toBe('r1')
  })

  test('pass on what is well in one, and nothing else', async () => {
    await expect(rig.fleet.deployments.toPromote('staging')).rejects.toMatchObject({ code: 'deployment-not-possible' })
    rig.healthOf = () => 'unmeasured'
    const { id } = await rig.deployed('r1', 'staging')
    await expect(rig.fleet.deployments.toPromote('staging')).rejects.toMatchObject({ code: 'deployment-not-possible' })
    rig.healthOf = () => 'healthy'
    await rig.fleet.deployments.check(id)
    expect(await rig.fleet.deployments.toPromote('staging')).toMatchObject({ version: 'r1' })
  })

  test('that want a yes wait for it, through a restart, and a newer order takes the place of one that waits', async () => {
    await rig.remove()
    rig = await deploymentRig({ production: { ...RULES, approval: true } })
    const first = await rig.order('r1')
    const second = await rig.order('r2')
    expect((await rig.fleet.deployments.get(first.id)).state).toMatchObject({ reason: 'superseded' })
    await rig.killAndRestart()
    expect([rig.steps, rig.current()]).toEqual([[], undefined])
    await rig.fleet.deployments.approve(second.id, 'ana')
    expect((await rig.ended(second.id)).state.phase).toBe('success')
    await expect(rig.fleet.deployments.approve(second.id)).rejects.toMatchObject({ code: 'deployment-not-possible' })
    const third = await rig.order('r3')
    await rig.fleet.deployments.deny(third.id, 'friday')
    expect((await rig.fleet.deployments.get(third.id)).state).toMatchObject({ reason: 'denied', detail: 'friday' })
    const fourth = await rig.order('r4')
    await rig.fleet.deployments.abort(fourth.id)
    expect((await rig.fleet.deployments.get(fourth.id)).state).toMatchObject({ reason: 'aborted' })
    expect(rig.current()).toBe('r2')
  })
})
