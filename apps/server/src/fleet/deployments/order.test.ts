import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DeploymentRig, deploymentRig, RULES } from '../../testing/deployment-rig.ts'

let rig: DeploymentRig
beforeEach(async () => {
  rig = await deploymentRig()
})
afterEach(() => rig.remove())

describe('an order', () => {
  test('that repeats what is on its way, or live, is answered with the first one', async () => {
    const orders = await Promise.all(
      Array.from({ length: 100 }, () =>
        rig.fleet.deployments.request({
          environment: 'production',
          version: 'r1',
          trigger: 'notify',
          force: false,
          retry: false,
          supersede: true,
        }),
      ),
    )
    expect(new Set(orders.map(({ deployment }) => deployment.id)).size).toBe(1)
    expect(orders.filter(({ duplicate }) => !duplicate)).toHaveLength(1)
    const first = orders[0]?.deployment.id ?? ''
    await rig.ended(first)
    expect((await rig.order('r1')).id).toBe(first)
    expect((await rig.fleet.deployments.list({ limit: 10, offset: 0 })).count).toBe(1)
  })

  test('for a release that failed is a new try', async () => {
    await rig.deployed('r1')
    rig.healthOf = (version) => (version === 'r2' ? 'unhealthy' : 'healthy')
    const first = await rig.deployed('r2')
    rig.healthOf = () => 'healthy'
    const second = await rig.deployed('r2')
    expect(second.id).not.toBe(first.id)
    expect([second.state.phase, rig.current()]).toEqual(['success', 'r2'])
  })

  test('with a key is answered with the deployment of that key, whatever else it says', async () => {
    const first = await rig.order('r1', { key: 'delivery-1' })
    await rig.ended(first.id)
    expect((await rig.order('r2', { key: 'delivery-1' })).id).toBe(first.id)
    expect(rig.current()).toBe('r1')
  })

  test('beside another is refused, and takes its place when it says so', async () => {
    await rig.deployed('r1')
    const second = await rig.order('r2')
    await rig.fleet.deployments.switched(second.id)
    await expect(rig.order('r3')).rejects.toMatchObject({ code: 'deployment-running' })
    const third = await rig.order('r3', { supersede: true })
    expect((await rig.fleet.deployments.get(second.id)).state).toMatchObject({
      phase: 'failed',
      reason: 'superseded',
      detail: third.id,
    })
    // What was never confirmed is nothing to go back to.
    expect(third.previous?.version).toBe('r1')
    expect((await rig.ended(third.id)).state.phase).toBe('success')
  })

  test('never runs beside the command of the one it supersedes', async () => {
    let running = 0
    let most = 0
    rig.onStep = async (step, _order, signal) => {
      if (step !== 'deploy') return
      most = Math.max(most, ++running)
      // A command that takes its time to end after it was told to.
      if (rig.steps.length < 3) {
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => setImmediate(resolve)))
        await new Promise((resolve) => setImmediate(resolve))
      }
      running--
    }
    await rig.order('r1')
    while (!rig.steps.includes('deploy r1')) await new Promise((resolve) => setImmediate(resolve))
    const { id } = await rig.order('r2', { supersede: true })
    expect((await rig.ended(id)).state.phase).toBe('success')
    expect([rig.steps, most]).toEqual([['prepare r1', 'deploy r1', 'prepare r2', 'deploy r2'], 1])
  })

  test('for what nobody published, or is blocked, or an environment nobody has, changes nothing', async () => {
    await rig.fleet.blockRelease('r2', true)
    await expect(rig.order('nobody')).rejects.toMatchObject({ code: 'release-unknown' })
    await expect(rig.order('r2')).rejects.toMatchObject({ code: 'release-blocked' })
    await expect(rig.order('r1', { environment: 'mars' })).rejects.toMatchObject({ code: 'environment-unknown' })
    expect((await rig.fleet.deployments.list({ limit: 10, offset: 0 })).count).toBe(0)
  })
})

test('a hundred orders at once are one deployment: by what they ask for, or by their key', async () => {
  for (const [version, more] of [
    ['r1', {}] as const,
    ['r2', { retry: true, supersede: true, key: 'build-417' }] as const,
  ]) {
    const made = await Promise.all(Array.from({ length: 100 }, () => rig.order(version, more)))
    expect(new Set(made.map(({ id }) => id)).size).toBe(1)
    const { count } = await rig.fleet.deployments.list({ version, limit: 1, offset: 0 })
    expect(count).toBe(1)
  }
})

test('nothing new begins in an environment that is configured no more', async () => {
  await rig.deployed('r1', 'staging')
  await rig.killAndRestart({ production: RULES })
  await expect(rig.order('r2', { environment: 'staging' })).rejects.toMatchObject({ code: 'environment-unknown' })
  expect(rig.current('staging')).toBe('r1')
})
