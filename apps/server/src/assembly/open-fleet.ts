import type { MakeReady } from '../deployers/hosted-deployer.ts'
import { createDeployer } from '../deployers/index.ts'
import { NOT_CONFIGURED } from '../deployers/not-configured.ts'
import { createFleet, type FleetParts, type FleetRules } from '../fleet/create-fleet.ts'
import type { DeploymentStore } from '../fleet/deployments/deployment-store.ts'
import type { Fleet } from '../fleet/fleet.ts'
import type { GroupStore } from '../fleet/groups/ports.ts'
import { DEPLOYMENT_CHANGES, GROUP_CHANGES, STORE_CHANGES } from '../fleet/live/changes.ts'
import { ringing } from '../fleet/live/ringing.ts'
import type { Store } from '../fleet/ports.ts'
import { environmentRules } from './environment-rules.ts'
import { targetsOf } from './health-targets.ts'
import { packingParts } from './open-packing.ts'
import type { Surroundings } from './open-surroundings.ts'

/** The fleet, with whoever makes a release live in each of its environments. */
export async function openFleet(
  {
    config,
    store,
    files,
    packed,
    bell,
    world,
  }: Pick<Surroundings, 'config' | 'store' | 'files' | 'packed' | 'bell' | 'world'>,
  parts: Pick<FleetParts, 'hints' | 'statuses' | 'guard' | 'prober' | 'directiveFor'>,
): Promise<Fleet> {
  const { keep, checkEvery } = config
  const environments = Object.entries(config.environments)
  const rules: FleetRules = {
    keep,
    ...(checkEvery !== undefined && { checkEvery }),
    environments: Object.fromEntries(environments.map(([name, one]) => [name, environmentRules(one)])),
  }
  // Asked only when something is deployed, which is after the fleet stands.
  const makeReady: MakeReady = ({ environment, version }, say, signal) =>
    fleet.packing.ready(environment, version, say, signal)
  const deployers = new Map(environments.map(([name, { deployer }]) => [name, createDeployer(deployer, makeReady)]))
  const fleet = await createFleet(
    {
      store: ringing<Store>(store, STORE_CHANGES, bell),
      deployments: ringing<DeploymentStore>(store.deployments, DEPLOYMENT_CHANGES, bell),
      groups: ringing<GroupStore>(store.groups, GROUP_CHANGES, bell),
      assignments: store.assignments,
      files,
      deployerOf: (name) => deployers.get(name) ?? NOT_CONFIGURED,
      targetsOf: (name, preview) => targetsOf(config.environments[name], preview),
      packing: packingParts({ config, store, files, packed, bell }),
      world,
      ...parts,
    },
    rules,
  )
  return fleet
}
