import { RelevoError } from '@relevo/core/errors'
import type { Directive, Report } from '@relevo/core/protocol'
import type { Engine, Version } from '@relevo/core/release'
import { type Blocking, decideBlock, outlookOf } from './block-release.ts'
import type { Deployment } from './deployments/deployment.ts'
import type { DeploymentStore } from './deployments/deployment-store.ts'
import { createDeployments, type Deployments } from './deployments/deployments.ts'
import type { Deployer, HealthTarget, Prober } from './deployments/ports.ts'
import type { Environment, EnvironmentRules } from './environment.ts'
import { createEnvironments } from './environments.ts'
import type { FleetEvent, NewEvent } from './event.ts'
import { type Found, findFile } from './find-file.ts'
import { type Directed, giveDirective, withdrawDirective } from './give-directive.ts'
import { createTurns } from './in-turn.ts'
import { type FleetNews, newsOf, newsToStay } from './news.ts'
import type { EventQuery, Files, Hints, Page, Store, World } from './ports.ts'
import { type Published, publish } from './publish-release.ts'
import { createRegistry } from './registry.ts'
import type { Publication, Release, ReleaseSummary } from './release.ts'
import { isHeld, orderOf } from './reload-budget.ts'
import { createShelf } from './shelf.ts'
import { createStandings, type Standing } from './standing.ts'
import type { Tablet } from './tablet.ts'

/** What the server can do, in the words of the domain. Adapters call this and nothing else. */
export interface Fleet {
  deployments: Deployments
  /**
   * Have a release made current and tell the tablets; resolves when that is done, or waits for a yes.
   *
   * @throws RelevoError `environment-unknown`, `release-unknown`, `release-blocked`
   */
  notifyUpdate(notice: Notice, actor?: string): Promise<Announcement>
  /**
   * Say that no tablet may run a release, or that they may again, and tell the tablets of every environment.
   *
   * @throws RelevoError `release-unknown`
   */
  blockRelease(version: Version, blocked: boolean, actor?: string): Promise<Blocking>
  /**
   * Order every tablet of an environment to do something, once; `undefined` withdraws the order.
   *
   * @throws RelevoError `environment-unknown`
   */
  directTablets(environment: string, deed: Directive['do'] | undefined, actor?: string): Promise<Directed>
  /**
   * Take in a release whose files are all here, or say which are missing.
   *
   * @throws RelevoError `release-differs`, `manifest-invalid` when a size is not that of the file
   */
  publishRelease(publication: Publication, actor?: string): Promise<Published>
  /** Take in a tablet's report; resolves when what it changed is on disk. */
  hear(report: Report): Promise<void>
  /**
   * The same for a report that is answered with the news.
   *
   * @param host the name it asked by, which tells its environment
   * @param engine of its browser, as far as it is known
   */
  checkIn(report: Report, host: string | undefined, engine: Engine | undefined): Promise<void>
  /** A sign of life of a tablet that is known. */
  seen(tablet: string): void
  /** A tablet's connection broke. */
  lost(tablet: string): Promise<void>
  /**
   * What the tablets that ask by this host name should run, or this one of them.
   *
   * @throws RelevoError `release-unknown` while nothing is current
   */
  news(host?: string, tablet?: string): Promise<FleetNews>
  /** What hosting answers by this host name; `undefined` while it has nothing. */
  find(host: string | undefined, urlPath: string, navigation: boolean): Found | undefined
  /** @throws RelevoError `release-unknown` */
  release(version: Version): Promise<Release>
  releases(page: Page): Promise<{ releases: ReleaseSummary[]; count: number }>
  /** What was decided about a release since it was published. */
  standing(version: Version): Standing
  environments(): ListedEnvironment[]
  /** By id. */
  tablets(): ListedTablet[]
  /** `undefined` when it was never heard of. */
  tablet(id: string): ListedTablet | undefined
  events(query: EventQuery): Promise<{ events: FleetEvent[]; count: number }>
  /** Send the hints again: a broker that has just started knows none. */
  repeatHints(): Promise<void>
  /** Write what is only in memory yet. */
  flush(): Promise<void>
}

/** A tablet, and the release it should run. */
export type ListedTablet = Tablet & { desired?: Version }

/** An environment, whether its current release is blocked, and the release its tablets should run. */
type ListedEnvironment = Environment & { blocked: boolean; desired?: Version }

/** "This release is the one to run now." */
interface Notice {
  environment: string
  version: Version
  /** Switch without asking. */
  force: boolean
  /** Allow tablets on which it failed another try. */
  retry: boolean
  notes?: string
}

/** What came of a notice. */
interface Announcement {
  environment: Environment
  /** It said what was in force already; nothing changed, the hint was sent again. */
  duplicate: boolean
  /** Number of tablets known in the environment. */
  tablets: number
  deployment: Deployment
}

/** Settings of a fleet. */
export interface FleetRules {
  /** Releases behind the current one that hosting still serves. */
  keep: number
  /** Seconds between two polls, told to the tablets; `undefined` leaves it to them. */
  checkEvery?: number
  /** By name. */
  environments: Readonly<Record<string, EnvironmentRules>>
}

/** What a fleet is brought to life with. */
export interface FleetParts {
  store: Store
  deployments: DeploymentStore
  files: Files
  hints: Hints
  deployerOf(environment: string): Deployer
  targetsOf(environment: string): readonly HealthTarget[]
  prober: Prober
  world: World
}

/** Bring a fleet to life from its store. */
export async function createFleet(parts: FleetParts, rules: FleetRules): Promise<Fleet> {
  const { store, files, hints, world } = parts
  const registry = createRegistry(await store.tablets(), store)
  const shelf = createShelf(store)
  const standings = createStandings(await store.standings())
  const inTurn = createTurns()
  const environments = await createEnvironments({ store, hints, shelf, standings, world }, rules)
  const deployments = createDeployments({
    ...parts,
    store: parts.deployments,
    environments,
    release: shelf.get,
    standings,
    inTurn,
  })

  const listed = (tablet: Tablet): ListedTablet => {
    const desired = environments.desired(environments.get(tablet.environment))
    const { stuck, ...rest } = tablet
    // It may not have heard yet that something else is wanted of it.
    const isStuck = stuck && (stuck.target === undefined || stuck.target === desired)
    return { ...(isStuck ? tablet : rest), ...(desired !== undefined && { desired }) }
  }

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

  const hearingIn = (environment: Environment) => {
    const version = environments.desired(environment)
    const order = version === undefined ? undefined : orderOf(environment, version)
    return { environment: environment.name, at: world.now(), order }
  }

  return {
    deployments,
    async notifyUpdate(notice, actor) {
      const { environment: name } = notice
      const { deployment, duplicate } = await deployments.request(
        { ...notice, trigger: 'notify', supersede: true },
        actor,
      )
      if (duplicate) await environments.tell(environments.get(name))
      // A command may take its time; whoever wants to know asks for the deployment.
      const isQuick = environments.rulesOf(name).deployer !== 'command'
      const reached = isQuick ? await deployments.switched(deployment.id) : deployment
      return {
        environment: environments.get(name),
        duplicate,
        tablets: registry.countIn(name),
        deployment: reached,
      }
    },
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
    publishRelease: (publication, actor) => inTurn(() => publish(publication, { store, files, world, actor })),
    hear(report) {
      const tablet = registry.get(report.tablet)
      const environment = tablet ? environments.get(tablet.environment) : environments.ofHost(undefined)
      return registry.hear(report, hearingIn(environment))
    },
    checkIn: (report, host, engine) =>
      registry.hear(report, { ...hearingIn(environments.ofHost(host)), isCheckIn: true, engine }),
    seen: (tablet) => registry.seen(tablet, world.now()),
    lost: (tablet) => registry.lost(tablet),
    async news(host, id) {
      const environment = environments.ofHost(host)
      const version = environments.desired(environment)
      const release = version === undefined ? undefined : await shelf.get(version)
      const isElsewhere = environments.rulesOf(environment.name).deployer !== 'hosted'
      if (version === undefined || (!release && !isElsewhere))
        throw new RelevoError('release-unknown', version ?? `nothing is current in ${environment.name}`)
      const { checkEvery } = rules
      const tablets = registry.countIn(environment.name)
      const news = newsOf(version, release, environment, {
        blocked: standings.blocked(),
        tablets,
        ...(checkEvery !== undefined && { checkEvery }),
      })
      const tablet = id === undefined ? undefined : registry.get(id)
      const held = isHeld(tablet?.reloads, orderOf(environment, version), world.now())
      // What is blocked must not run, however often it was left in vain.
      return tablet && held && !news.blocked.includes(tablet.release) ? newsToStay(news, tablet.release) : news
    },
    find(host, urlPath, navigation) {
      const [current, ...former] = environments.line(environments.ofHost(host).name)
      return current && findFile(urlPath, navigation, [current, ...former])
    },
    async release(version) {
      const release = await shelf.get(version)
      if (!release) throw new RelevoError('release-unknown', version)
      return release
    },
    releases: (page) => store.releases(page),
    standing: (version) => standings.of(version),
    environments: () =>
      environments.all().map((environment) => {
        const desired = environments.desired(environment)
        const blocked = environment.current !== undefined && standings.isBlocked(environment.current)
        return { ...environment, blocked, ...(desired !== undefined && { desired }) }
      }),
    tablets: () => registry.all().map(listed),
    tablet(id) {
      const tablet = registry.get(id)
      return tablet && listed(tablet)
    },
    async events(query) {
      await registry.flush()
      return store.events(query)
    },
    async repeatHints() {
      for (const environment of environments.all()) await environments.tell(environment)
    },
    flush: () => registry.flush(),
  }
}

/** An event with who did it. */
function by(actor: string | undefined, event: NewEvent): NewEvent {
  return actor === undefined ? event : { ...event, actor }
}
