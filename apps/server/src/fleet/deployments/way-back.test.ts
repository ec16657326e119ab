import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DeploymentRig, deploymentRig, RULES } from '../../testing/deployment-rig.ts'

let rig: DeploymentRig
beforeEach(async () => {
  rig = await deploymentRig()
})
afterEach(() => rig.remove())

describe('a way back', () => {
  const others = (deployer: 'command' | 'notify' | 'hosted') => ({ production: { ...RULES, deployer } })

  test('is none where somebody else deploys and only tells, neither by itself nor by hand', async () => {
    await rig.remove()
    rig = await deploymentRig(others('notify'))
    await rig.deployed('x1')
    rig.healthOf = (version) => (version === 'x2' ? 'unhealthy' : 'healthy')
    const { id, state } = await rig.deployed('x2')
    expect([state, rig.current()]).toMatchObject([{ phase: 'failed', reason: 'health-failed', live: true }, 'x2'])
    for (const to of [undefined, 'x1'])
      await expect(rig.fleet.deployments.rollBack(id, { ...(to && { to }) })).rejects.toMatchObject({
        code: 'deployment-not-possible',
      })
  })

  test('never leads to a release that this server is to host and does not have', async () => {
    await rig.remove()
    rig = await deploymentRig(others('command'))
    await rig.deployed('x1')
    await rig.killAndRestart(others('hosted'))
    rig.healthOf = (version) => (version === 'r2' ? 'unhealthy' : 'healthy')
    const { id, state } = await rig.deployed('r2')
    expect([state, rig.current()]).toMatchObject([{ phase: 'failed', reason: 'health-failed', live: true }, 'r2'])
    await expect(rig.fleet.deployments.rollBack(id, { to: 'x1' })).rejects.toMatchObject({ code: 'release-unknown' })
  })

  test('leads back, never forward again', async () => {
    await rig.deployed('r1')
    await rig.deployed('r2')
    const { id } = await rig.deployed('r3')
    await rig.fleet.deployments.rollBack(id, { to: 'r1' })
    await rig.ended(id)
    const { id: first } = await rig.fleet.deployments.current('production')
    await expect(rig.fleet.deployments.rollBack(first, {})).rejects.toMatchObject({ code: 'deployment-not-possible' })
    expect(rig.current()).toBe('r1')
  })

  test('tells the command the commit of the release it brings back', async () => {
    const told: unknown[] = []
    rig.onStep = async (step, { version, previous, commit, ref }) =>
      void told.push([step, version, previous, commit, ref])
    const { id: first } = await rig.order('r1', { commit: 'aaaaaaa', ref: 'main' })
    await rig.ended(first)
    const { id } = await rig.order('r2', { commit: 'bbbbbbb', ref: 'next' })
    await rig.ended(id)
    await rig.fleet.deployments.rollBack(id, {})
    await rig.ended(id)
    expect(told.slice(2)).toEqual([
      ['prepare', 'r2', 'r1', 'bbbbbbb', 'next'],
      ['deploy', 'r2', 'r1', 'bbbbbbb', 'next'],
      ['roll-back', 'r1', 'r2', 'aaaaaaa', 'main'],
    ])
  })
})
