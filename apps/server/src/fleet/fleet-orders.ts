import { RelevoError } from '@relevo/core/errors'
import type { Version } from '@relevo/core/release'
import { decideBlock, outlookOf } from './block-release.ts'
import type { Deployments } from './deployments/deployments.ts'
import type { Environment } from './environment.ts'
import type { Environments } from './environments.ts'
import type { NewEvent } from './event.ts'
import type { Fleet } from './fleet.ts'
import { giveDirective, withdrawDirective } from './give-directive.ts'
import type { InTurn } from './in-turn.ts'
import type { Store, World } from './ports.ts'
import type { Registry } from './registry.ts'
import type { Shelf } from './shelf.ts'
import type { Standings } from './standing.ts'

/** What is ordered of all tablets at once: to leave a release, or to begin anew. */
export function createFleetOrders({
  store,
  environments,
  standings,
  deployments,
  registry,
  shelf,
  world,
  inTurn,
}: {
  store: Pick<Store, 'setStanding' | 'setEnvironment'>
  environments: Environments
  standings: Standings
  deployments: Pick<Deployments, 'poke'>
  registry: Pick<Registry, 'countIn'>
  shelf: Pick<Shelf, 'get'>
  world: Pick<World, 'now' | 'newId'>
  inTurn: InTurn
}): Pick<Fleet, 'blockRelease' | 'directTablets'> {
  const outlookFor = (version: Version) => (environment: Environment) => {
    const { name, current } = environment
    const desired = environments.desired(environment)
    return {
      name,
      ...(current !== undefined && { current }),
      ...(desired !== undefined && { desired }),
      tablets: registry.countIn(name),
      outlook: outlookOf(version, standings.isBlocked(version), current, desired),
    }
  }

  return {
    blockRelease: (version, blocked, actor) =>
      inTurn(async () => {
        if (!(await shelf.get(version))) throw new RelevoError('release-unknown', version)
        const decided = decideBlock(standings.of(version), blocked, environments.all(), world)
        const { standing, event } = decided
        if (event) {
          await store.setStanding(standing, decided.environments, by(actor, event))
          standings.put(standing)
          for (const environment of decided.environments) await environments.put(environment)
          await environments.arrange()
          deployments.poke()
        }
        const all = environments.all()
        for (const environment of all) await environments.tell(environment)
        const concerned = all.filter(({ current }) => current !== undefined)
        return { standing, duplicate: !event, environments: concerned.map(outlookFor(version)) }
      }),
    directTablets: (name, deed, actor) =>
      inTurn(async () => {
        const before = environments.get(name)
        const { environment, event } = deed ? giveDirective(before, deed, world) : withdrawDirective(before, world)
        if (event) {
          await store.setEnvironment(environment, by(actor, event))
          await environments.put(environment)
        }
        await environments.tell(environment)
        return { environment, duplicate: !event, tablets: registry.countIn(name) }
      }),
  }
}

/** An event with who did it. */
function by(actor: string | undefined, event: NewEvent): NewEvent {
  return actor === undefined ? event : { ...event, actor }
}
