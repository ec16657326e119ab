import type { Report } from '@relevo/core/protocol'
import type { Assigning } from './assignments/assigning.ts'
import type { Environment } from './environment.ts'
import type { Environments } from './environments.ts'
import type { Fleet } from './fleet.ts'
import type { World } from './ports.ts'
import type { Registry } from './registry.ts'
import type { Names } from './tablets/names.ts'
import type { TabletGuard } from './tablets/tablet-guard.ts'

/** Takes in what tablets say, each by the name it goes by now. */
export function listenToTablets({
  registry,
  names,
  environments,
  assigning,
  guard,
  world,
}: {
  registry: Pick<Registry, 'get' | 'hear' | 'seen' | 'lost'>
  names: Names
  environments: Pick<Environments, 'get' | 'ofHost' | 'isPreview'>
  assigning: Pick<Assigning, 'order'>
  guard: Pick<TabletGuard, 'isGuarded'>
  world: Pick<World, 'now'>
}): Pick<Fleet, 'hear' | 'checkIn' | 'seen' | 'lost'> {
  const hearingIn = (report: Report, environment: Environment) => ({
    environment: environment.name,
    at: world.now(),
    order: assigning.order(report, environment),
  })

  return {
    async hear({ was, ...said }) {
      // A line does not prove whose past is claimed; a page that has the secret for it says so with its check-in.
      const claim = was !== undefined && !guard.isGuarded(was) && { was }
      const report = names.heard({ ...said, ...claim }, world.now(), true)
      const tablet = registry.get(report.tablet)
      const environment = tablet ? environments.get(tablet.environment) : environments.ofHost(undefined)
      return registry.hear(report, hearingIn(report, environment))
    },
    async checkIn(said, host, engine, isRenamed = false) {
      // Who looks at a preview is no tablet of the fleet.
      if (environments.isPreview(host)) return true
      const { was } = said
      const at = world.now()
      const report = isRenamed && was !== undefined ? names.renamed({ ...said, was }, at) : names.heard(said, at, false)
      if (!report) return false
      const hearing = hearingIn(report, environments.ofHost(host))
      await registry.hear(report, { ...hearing, isCheckIn: true, engine })
      return true
    },
    seen(id) {
      const at = world.now()
      registry.seen(names.seen(id, at), at)
    },
    async lost(id) {
      const tablet = names.left(id)
      if (tablet !== undefined) await registry.lost(tablet)
    },
  }
}
