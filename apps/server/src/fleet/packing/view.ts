import type { Version } from '@relevo/core/release'
import type { DeploymentStore } from '../deployments/deployment-store.ts'
import type { Environments } from '../environments.ts'
import type { Census } from '../history/census.ts'
import type { Store, World } from '../ports.ts'
import type { Registry } from '../registry.ts'
import type { Book } from '../tablets/book.ts'
import type { Card } from '../tablets/card.ts'
import type { FleetView } from './find-targets.ts'

/** The fleet as packing sees it. */
export function viewOf({
  environments,
  candidateOf,
  store,
  deployments,
  census,
  cards,
  registry,
  world,
}: {
  environments: Pick<Environments, 'all' | 'desired'>
  candidateOf(environment: string): Version | undefined
  store: Pick<Store, 'formerReleases' | 'releases'>
  deployments: Pick<DeploymentStore, 'unfinished'>
  census: Pick<Census, 'of'>
  cards: Pick<Book<Card>, 'all'>
  registry: Pick<Registry, 'get'>
  world: Pick<World, 'now'>
}): FleetView {
  return {
    environments: () =>
      environments.all().map((environment) => {
        const { name, current } = environment
        const [desired, candidate] = [environments.desired(environment), candidateOf(name)]
        return {
          name,
          ...(current !== undefined && { current }),
          ...(desired !== undefined && { desired }),
          ...(candidate !== undefined && { candidate }),
        }
      }),
    former: store.formerReleases,
    underWay: deployments.unfinished,
    async latest(limit) {
      return (await store.releases({ limit, offset: 0 })).releases
    },
    reported: (environment) => census.of(environment, world.now()).counts,
    *pinned() {
      for (const { id, pin } of cards.all()) {
        const tablet = pin === undefined ? undefined : registry.get(id)
        if (pin !== undefined && tablet) yield { to: pin, release: tablet.release }
      }
    },
  }
}
