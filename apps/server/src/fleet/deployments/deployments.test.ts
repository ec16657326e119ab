import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DeploymentRig, deploymentRig, RULES, stepFailed } from '../../testing/deployment-rig.ts'

let rig: DeploymentRig
beforeEach(async () => {
  rig = await deploymentRig()
})
afterEach(() => rig.remove())

const success = async (version: string, environment = 'production') => {
  const { id } = await rig.order(version, { environment })
  return rig.ended(id)
}
const current = (name = 'production') => rig.fleet.environments().find((one) => one.name === name)?.current

describe('a deployment', () => {
  test('makes its release current before it looks at health, and says so when all is well', async () => {
    const { id } = await rig.order('r1', { user: 'ana', ref: 'main' })
    const { state } = await rig.fleet.deployments.switched(id)
    expect([state.phase, current()]).toEqual(['settling', 'r1'])
    expect((await rig.ended(id)).state).toEqual({ phase: 'success', health: true })
    expect(rig.steps).toEqual(['prepare r1', 'deploy r1'])
    expect(await rig.log()).toEqual(['requested r1', 'started r1', 'succeeded r1'])
    expect(await rig.fleet.deployments.current('production')).toMatchObject({ id, user: 'ana', ref: 'main' })
  })

  test('that is not well is taken back, by force, to what was confirmed before', async () => {
    await success('r1')
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
    expect([current(), rig.fleet.environments()[0]?.force]).toEqual(['r1', true])
    expect((await rig.log()).slice(3)).toEqual([
      'requested r2',
      'started r2',
      'rolling-back r2 health-failed',
      'rolled-back r2 health-failed',
    ])
  })

  test('whose deploy fails half-way is taken back, with what the command said', async () => {
    await success('r1')
    rig.onStep = async (step, { version }) => {
      if (step === 'deploy' && version === 'r2') throw stepFailed('compose: exit 1')
    }
    const { id } = await rig.order('r2')
    expect((await rig.ended(id)).state).toMatchObject({ reason: 'deploy-failed', detail: 'compose: exit 1' })
    expect(rig.steps.slice(2)).toEqual(['prepare r2', 'deploy r2', 'roll-back r1'])
    expect(current()).toBe('r1')
  })

  test('whose backup fails changes nothing', async () => {
    await success('r1')
    rig.onStep = async (step) => {
      if (step === 'prepare') throw stepFailed('disk full')
    }
    const { id } = await rig.order('r2')
    expect((await rig.ended(id)).state).toMatchObject({ phase: 'failed', reason: 'prepare-failed' })
    expect(current()).toBe('r1')
    expect(await rig.fleet.deployments.current('production')).toMatchObject({ version: 'r1' })
  })

  test('passes over a release that is blocked when it looks for a way back', async () => {
    await success('r1')
    await success('r2')
    rig.healthOf = (version) => (version === 'r3' ? 'unhealthy' : 'healthy')
    const { id } = await rig.order('r3')
    await rig.fleet.deployments.switched(id)
    await rig.fleet.blockRelease('r2', true)
    expect((await rig.ended(id)).state).toMatchObject({ phase: 'rolled-back', back: { version: 'r1' } })
  })

  test('a way back that is not well either is a loud failure', async () => {
    await success('r1')
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
    await success('r1')
    rig.healthOf = (version) => (version === 'r2' ? 'unhealthy' : 'healthy')
    const first = await success('r2')
    rig.healthOf = () => 'healthy'
    const second = await success('r2')
    expect(second.id).not.toBe(first.id)
    expect([second.state.phase, current()]).toEqual(['success', 'r2'])
  })

  test('with a key is answered with the deployment of that key, whatever else it says', async () => {
    const first = await rig.order('r1', { key: 'delivery-1' })
    await rig.ended(first.id)
    expect((await rig.order('r2', { key: 'delivery-1' })).id).toBe(first.id)
    expect(current()).toBe('r1')
  })

  test('beside another is refused, and takes its place when it says so', async () => {
    await success('r1')
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

describe('a person', () => {
  test('takes a release back with one call, and it is checked', async () => {
    await success('r1')
    const { id } = await success('r2')
    await rig.fleet.deployments.rollBack(id, { reason: 'wrong logo' }, 'ana')
    expect((await rig.ended(id)).state).toEqual({
      phase: 'rolled-back',
      reason: 'manual',
      detail: 'wrong logo',
      back: { version: 'r1', deployment: 'd1' },
      health: true,
    })
    expect(current()).toBe('r1')
    expect(await rig.fleet.deployments.current('production')).toMatchObject({ id: 'd1' })
    const { events } = await rig.fleet.events({ limit: 100 })
    expect(events.find(({ type }) => type === 'deployment-rolling-back')?.actor).toBe('ana')
  })

  test('goes back to any release that was confirmed there, and to no other', async () => {
    await success('r1')
    await success('r2')
    const { id } = await success('r3')
    const back = (to: string) => rig.fleet.deployments.rollBack(id, { to })
    await expect(back('r4')).rejects.toMatchObject({ code: 'deployment-not-possible' })
    await expect(back('r3')).rejects.toMatchObject({ code: 'deployment-not-possible' })
    await back('r1')
    expect((await rig.ended(id)).state).toMatchObject({ phase: 'rolled-back', back: { version: 'r1' } })
    // The next goes back to what is live, not to what came later once.
    expect((await rig.order('r4')).previous?.version).toBe('r1')
  })

  test('cannot take back what is not live, what has no way back, or anything twice', async () => {
    const first = await success('r1')
    const back = (id: string) => rig.fleet.deployments.rollBack(id, {})
    await expect(back(first.id)).rejects.toMatchObject({ code: 'deployment-not-possible' })
    const second = await success('r2')
    await expect(back(first.id)).rejects.toMatchObject({ code: 'deployment-not-possible' })
    await back(second.id)
    await expect(back(second.id)).rejects.toMatchObject({ code: 'deployment-not-possible' })
    await rig.ended(second.id)
    await expect(back(second.id)).rejects.toMatchObject({ code: 'deployment-not-possible' })
    await expect(back('nobody')).rejects.toMatchObject({ code: 'deployment-unknown' })
  })

  test('is told where a rollback would lead exactly while it would work', async () => {
    await success('r1')
    await success('r2')
    const { id } = await success('r3')
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
    const { id, state } = await success('r1')
    expect(state).toMatchObject({ phase: 'failed', reason: 'health-unmeasured', health: null })
    expect(current()).toBe('r1')
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

describe('environments', () => {
  test('run beside each other, each with its own release and history', async () => {
    const [staging, production] = await Promise.all([success('r2', 'staging'), success('r1')])
    expect([staging.state.phase, production.state.phase]).toEqual(['success', 'success'])
    expect([current('staging'), current()]).toEqual(['r2', 'r1'])
    expect((await rig.order('r3')).previous?.version).toBe('r1')
  })

  test('pass on what is well in one, and nothing else', async () => {
    await expect(rig.fleet.deployments.toPromote('staging')).rejects.toMatchObject({ code: 'deployment-not-possible' })
    rig.healthOf = () => 'unmeasured'
    const { id } = await success('r1', 'staging')
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
    expect([rig.steps, current()]).toEqual([[], undefined])
    await rig.fleet.deployments.approve(second.id, 'ana')
    expect((await rig.ended(second.id)).state.phase).toBe('success')
    await expect(rig.fleet.deployments.approve(second.id)).rejects.toMatchObject({ code: 'deployment-not-possible' })
    const third = await rig.order('r3')
    await rig.fleet.deployments.deny(third.id, 'friday')
    expect((await rig.fleet.deployments.get(third.id)).state).toMatchObject({ reason: 'denied', detail: 'friday' })
    const fourth = await rig.order('r4')
    await rig.fleet.deployments.abort(fourth.id)
    expect((await rig.fleet.deployments.get(fourth.id)).state).toMatchObject({ reason: 'aborted' })
    expect(current()).toBe('r2')
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
    expect(current()).toBe('r1')
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

describe('a way back', () => {
  const others = (deployer: 'command' | 'notify' | 'hosted') => ({ production: { ...RULES, deployer } })

  test('is none where somebody else deploys and only tells, neither by itself nor by hand', async () => {
    await rig.remove()
    rig = await deploymentRig(others('notify'))
    await success('x1')
    rig.healthOf = (version) => (version === 'x2' ? 'unhealthy' : 'healthy')
    const { id, state } = await success('x2')
    expect([state, current()]).toMatchObject([{ phase: 'failed', reason: 'health-failed', live: true }, 'x2'])
    for (const to of [undefined, 'x1'])
      await expect(rig.fleet.deployments.rollBack(id, { ...(to && { to }) })).rejects.toMatchObject({
        code: 'deployment-not-possible',
      })
  })

  test('never leads to a release that this server is to host and does not have', async () => {
    await rig.remove()
    rig = await deploymentRig(others('command'))
    await success('x1')
    await rig.killAndRestart(others('hosted'))
    rig.healthOf = (version) => (version === 'r2' ? 'unhealthy' : 'healthy')
    const { id, state } = await success('r2')
    expect([state, current()]).toMatchObject([{ phase: 'failed', reason: 'health-failed', live: true }, 'r2'])
    await expect(rig.fleet.deployments.rollBack(id, { to: 'x1' })).rejects.toMatchObject({ code: 'release-unknown' })
  })

  test('leads back, never forward again', async () => {
    await success('r1')
    await success('r2')
    const { id } = await success('r3')
    await rig.fleet.deployments.rollBack(id, { to: 'r1' })
    await rig.ended(id)
    const { id: first } = await rig.fleet.deployments.current('production')
    await expect(rig.fleet.deployments.rollBack(first, {})).rejects.toMatchObject({ code: 'deployment-not-possible' })
    expect(current()).toBe('r1')
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

test('nothing new begins in an environment that is configured no more', async () => {
  await success('r1', 'staging')
  await rig.killAndRestart({ production: RULES })
  await expect(rig.order('r2', { environment: 'staging' })).rejects.toMatchObject({ code: 'environment-unknown' })
  expect(current('staging')).toBe('r1')
})
