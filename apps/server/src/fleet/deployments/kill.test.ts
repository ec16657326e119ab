import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Dice, dice } from '../../../../../packages/core/src/testing/dice.ts'
import { type DeploymentRig, deploymentRig, stepFailed } from '../../testing/deployment-rig.ts'

const LIVES = 1_000
/** A whole life asks the store about so often, the way back included. */
const MOST_CALLS = 60
const VERSIONS = ['r1', 'r2', 'r3', 'r4'] as const

let rig: DeploymentRig
beforeAll(async () => {
  rig = await deploymentRig()
})
afterAll(() => rig.remove())

/** What this life brings: a command that fails, a release that is not well, or neither. */
function fate(chance: Dice): void {
  const failing = chance.pick(['none', 'none', 'prepare', 'deploy', 'roll-back'] as const)
  const sick = chance.chance(0.4)
  const mute = chance.chance(0.1)
  rig.onStep = async (step) => {
    if (step === failing) throw stepFailed('exit 1')
  }
  const wellBefore = rig.fleet.environments().find(({ name }) => name === 'production')?.current
  rig.healthOf = (version) => (mute ? 'unmeasured' : sick && version !== wellBefore ? 'unhealthy' : 'healthy')
}

test(`[${LIVES} lives] a deployment is neither lost nor doubled nor stuck, wherever the server is killed`, {
  timeout: 240_000,
}, async () => {
  const ends = new Map<string, number>()
  let kills = 0
  for (let life = 1; life <= LIVES; life += 1) {
    const chance = dice(life)
    fate(chance)
    const current = rig.fleet.environments().find(({ name }) => name === 'production')?.current
    const version = VERSIONS.filter((one) => one !== current)[chance.below(3)] ?? 'r1'
    const key = `life-${life}`

    const dead = rig.killAt(1 + chance.below(MOST_CALLS), chance.chance(0.5))
    // Whoever asked and heard nothing asks again: that is what CI does, and what the key is for.
    const done = rig.order(version, { key }).then(({ id }) => rig.ended(id))
    const survived = await Promise.race([done.then(() => true), dead.then(() => false)])
    if (!survived) kills += 1
    // Who survived is shut down, as for a new version of the server.
    await rig.killAndRestart()
    if (chance.chance(0.3)) {
      // And once more, right after the restart.
      const deadAgain = rig.killAt(1 + chance.below(MOST_CALLS / 3), chance.chance(0.5))
      const doneNow = rig.order(version, { key }).then(({ id }) => rig.ended(id))
      if (!(await Promise.race([doneNow.then(() => true), deadAgain.then(() => false)]))) kills += 1
      await rig.killAndRestart()
    }

    const { id } = await rig.order(version, { key })
    const { state } = await rig.ended(id)
    const { events } = await rig.fleet.events({ limit: 100 })
    const mine = events.filter(({ subject }) => subject.id === id).map(({ type }) => type)
    const environment = rig.fleet.environments().find(({ name }) => name === 'production')
    const wrong = `life ${life}: ${JSON.stringify({ state, mine, environment })}`

    expect(new Set(mine).size, wrong).toBe(mine.length)
    expect(mine[0], wrong).toBe('deployment-requested')
    const { deployments, count } = await rig.fleet.deployments.list({ limit: 1, offset: 0 })
    expect([deployments[0]?.id, count], wrong).toEqual([id, life])
    if (state.phase === 'success') expect([environment?.current, environment?.deployment], wrong).toEqual([version, id])
    if (state.phase === 'rolled-back') {
      expect([environment?.current, environment?.deployment], wrong).toEqual([
        state.back.version,
        state.back.deployment,
      ])
    }
    if (state.phase === 'failed') expect(environment?.deployment === id, wrong).toBe(state.live)
    const end = state.phase === 'failed' ? state.reason : state.phase
    ends.set(end, (ends.get(end) ?? 0) + 1)
  }
  expect(kills).toBeGreaterThan(LIVES / 3)
  for (const end of ['success', 'rolled-back', 'prepare-failed', 'rollback-failed', 'health-unmeasured'])
    expect([end, (ends.get(end) ?? 0) > 10]).toEqual([end, true])
})
