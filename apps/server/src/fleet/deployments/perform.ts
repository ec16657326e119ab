import type { DeploymentEvent, Work } from '@relevo/core/deployment'
import { RelevoError } from '@relevo/core/errors'
import type { EnvironmentRules } from '../environment.ts'
import type { World } from '../ports.ts'
import type { Check, Deployment } from './deployment.ts'
import type { DeploymentStore } from './deployment-store.ts'
import { createOutput } from './output.ts'
import type { Deployer, HealthTarget, Prober, StepName, StepOrder } from './ports.ts'
import { verdictOf } from './verdict.ts'
import type { WaysBack } from './way-back.ts'

/** What the work of a deployment is done with, in its environment. */
export interface Tools {
  deployer: Deployer
  prober: Prober
  targets: readonly HealthTarget[]
  rules: EnvironmentRules
  store: DeploymentStore
  ways: WaysBack
  /** No tablet may run its release. */
  isBlocked: boolean
  world: Pick<World, 'now' | 'wait'>
}

/** Why a release goes no further that was blocked since it was ordered. */
export const BLOCKED = 'the release is blocked'

/**
 * Do what a deployment's state asks for.
 *
 * @param signal calls it off: what comes of it then counts for nothing
 * @returns what came of it
 */
export async function perform(
  deployment: Deployment,
  work: Work,
  tools: Tools,
  signal: AbortSignal,
): Promise<DeploymentEvent> {
  const { world, rules } = tools
  switch (work.do) {
    case 'prepare': {
      const detail = tools.isBlocked ? BLOCKED : await run('prepare', deployment, tools, signal)
      return detail === undefined ? { type: 'prepared' } : { type: 'prepare-failed', detail }
    }
    case 'deploy': {
      const detail = await run('deploy', deployment, tools, signal)
      if (detail === undefined) return { type: 'deployed', at: world.now() }
      return { type: 'deploy-failed', detail, back: await tools.ways.from(deployment) }
    }
    case 'promote':
      if (!tools.isBlocked) return { type: 'promoted', at: world.now() }
      return { type: 'promote-failed', detail: BLOCKED, back: await tools.ways.from(deployment) }
    case 'roll-back': {
      const detail = await run('roll-back', deployment, tools, signal)
      return detail === undefined ? { type: 'went-back', at: world.now() } : { type: 'back-failed', detail }
    }
    case 'wait': {
      const longest = Math.max(rules.health.delay, rules.health.interval)
      await world.wait(Math.min(work.until, world.now() + longest), signal) // the clock may have been set back
      return { type: 'woke', at: world.now() }
    }
    case 'check': {
      const { verdict, detail } = verdictOf(await look(deployment, work, tools, signal))
      return { type: 'checked', verdict, detail, at: world.now(), back: await tools.ways.from(deployment) }
    }
  }
}

/** Look once at every target, and keep what was seen. */
export async function look(
  deployment: Deployment,
  { round, attempt }: Pick<Check, 'round' | 'attempt'>,
  { targets, prober, rules, store }: Pick<Tools, 'targets' | 'prober' | 'rules' | 'store'>,
  signal: AbortSignal,
): Promise<Check[]> {
  const order = await orderOf(deployment, store)
  const probes = await Promise.all(targets.map((one) => prober.probe(one, order, rules.health.timeout, signal)))
  const checks = probes.map((probe) => ({ ...probe, round, attempt }))
  if (!signal.aborted) await store.addChecks(deployment.id, checks)
  return checks
}

/** @returns why the step failed, or `undefined` when it did not */
async function run(
  step: StepName,
  deployment: Deployment,
  { deployer, store }: Tools,
  signal: AbortSignal,
): Promise<string | undefined> {
  const output = createOutput(deployment.id, store)
  const order = await orderOf(deployment, store)
  try {
    if (step === 'prepare') await deployer.prepare(order, output.add, signal)
    else if (step === 'deploy') await deployer.deploy(order, output.add, signal)
    else await deployer.rollBack(order, output.add, signal)
    return undefined
  } catch (error) {
    if (!(error instanceof RelevoError)) throw error
    return error.detail ?? error.code
  } finally {
    await output.kept()
  }
}

/** What a step is told: on the way back the releases have changed places, and commit and ref are those of the one before. */
async function orderOf(deployment: Deployment, store: Pick<DeploymentStore, 'get'>): Promise<StepOrder> {
  const { id, environment, version, previous, state } = deployment
  const isBack = 'back' in state
  const { commit, ref } = isBack ? ((await store.get(state.back.deployment)) ?? {}) : deployment
  const before = isBack ? version : previous?.version
  return {
    deployment: id,
    environment,
    version: isBack ? state.back.version : version,
    ...(before !== undefined && { previous: before }),
    ...(commit !== undefined && { commit }),
    ...(ref !== undefined && { ref }),
  }
}
