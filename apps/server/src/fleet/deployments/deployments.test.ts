import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DeploymentRig, deploymentRig, stepFailed } from '../../testing/deployment-rig.ts'

let rig: DeploymentRig
beforeEach(async () => {
  rig = await deploymentRig()
})
afterEach(() => rig.remove())

describe('a deployment', () => {
  test('makes its release current before it looks at health, and says so when all is well', async () => {
    const { id } = await rig.order('r1', { user: 'ana', ref: 'main' })
    const { state } = await rig.fleet.deployments.switched(id)
    expect([state.phase, rig.current()]).toEqual(['settling', 'r1'])
    expect((await rig.ended(id)).state).toEqual({ phase: 'success', health: true })
    expect(rig.steps).toEqual(['prepare r1', 'deploy r1'])
    expect(await rig.log()).toEqual(['requested r1', 'started r1', 'succeeded r1'])
    expect(await rig.fleet.deployments.current('production')).toMatchObject({ id, user: 'ana', ref: 'main' })
  })

  test('that is not well is taken back, by force, to what was confirmed before', async () => {
    await rig.deployed('r1')
    rig.healthOf = (version) => (version === 'r2' ? 'unhealthy' : 'healthy')
    const { id } = await rig.order('r2')
    const { state } = await rig.ended(id)
    expect(state).toMatchObject({
      phase: 'rolled-back',
      reason: 'health-failed',
      back: { version: 'r1' },
      health: true,
    })
    expect(await rig.fleet.deployments.checks(id)).toMatchObject([
      { round: 'forward', attempt: 1, verdict: 'unhealthy' },
      { round: 'forward', attempt: 2, verdict: 'unhealthy' },
      { round: 'forward', attempt: 3, verdict: 'unhealthy' },
      { round: 'back', attempt: 1, verdict: 'healthy' },
    ])
    expect([rig.current(), rig.fleet.environments()[0]?.force]).toEqual(['r1', true])
    expect((await rig.log()).slice(3)).toEqual([
      'requested r2',
      'started r2',
      'rolling-back r2 health-failed',
      'rolled-back r2 health-failed',
    ])
  })

  test('whose deploy fails half-way is taken back, with what the command said', async () => {
    await rig.deployed('r1')
    rig.onStep = async (step, { version }) => {
      if (step === 'deploy' && version === 'r2') throw stepFailed('compose: exit 1')
    }
    const { id } = await rig.order('r2')
    expect((await rig.ended(id)).state).toMatchObject({ reason: 'deploy-failed', detail: 'compose: exit 1' })
    expect(rig.steps.slice(2)).toEqual(['prepare r2', 'deploy r2', 'roll-back r1'])
    expect(rig.current()).toBe('r1')
  })

  test('whose backup fails changes nothing', async () => {
    await rig.deployed('r1')
    rig.onStep = async (step) => {
      if (step === 'prepare') throw stepFailed('disk full')
    }
    const { id } = await rig.order('r2')
    expect((await rig.ended(id)).state).toMatchObject({ phase: 'failed', reason: 'prepare-failed' })
    expect(rig.current()).toBe('r1')
    expect(await rig.fleet.deployments.current('production')).toMatchObject({ version: 'r1' })
  })

  test('passes over a release that is blocked when it looks for a way back', async () => {
    await rig.deployed('r1')
    await rig.deployed('r2')
    rig.healthOf = (version) => (version === 'r3' ? 'unhealthy' : 'healthy')
    const { id } = await rig.order('r3')
    await rig.fleet.deployments.switched(id)
    await rig.fleet.blockRelease('r2', true)
    expect((await rig.ended(id)).state).toMatchObject({ phase: 'rolled-back', back: { version: 'r1' } })
  })

  test('a way back that is not well either is a loud failure', async () => {
    await rig.deployed('r1')
    rig.healthOf = () => 'unhealthy'
    const { id } = await rig.order('r2')
    expect((await rig.ended(id)).state).toMatchObject({ phase: 'failed', reason: 'rollback-failed' })
    expect((await rig.log()).at(-1)).toBe('rollback-failed r2 rollback-failed')
    // What is live now is known to be sick: nobody is told that it is well, and nothing is made of it.
    const { state } = await rig.fleet.deployments.current('production')
    expect(state).toEqual({ phase: 'success', health: false })
    await expect(rig.fleet.deployments.toPromote('production')).rejects.toMatchObject({
      code: 'deployment-not-possible',
    })
  })
})

test('what the server cannot keep is tried again, and nothing is done twice', async () => {
  await rig.remove()
  rig = await deploymentRig()
  let refuse = 2
  rig.onStep = async (step) => {
    if (step === 'deploy' && refuse-- > 0) throw new Error('database is locked')
  }
  const { id } = await rig.order('r1')
  expect((await rig.ended(id)).state.phase).toBe('success')
  expect(rig.steps).toEqual(['prepare r1', 'deploy r1', 'deploy r1', 'deploy r1'])
})

test('an order that comes while the server stops is answered at once, and carried out after the restart', async () => {
  await rig.fleet.deployments.stop()
  const notice = { environment: 'production', version: 'r1', force: false, retry: false }
  const { deployment } = await rig.fleet.notifyUpdate(notice)
  expect(deployment.state.phase).toBe('pending')
  await rig.killAndRestart()
  expect((await rig.ended(deployment.id)).state.phase).toBe('success')
})
