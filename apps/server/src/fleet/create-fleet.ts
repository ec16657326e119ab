import { RelevoError } from '@relevo/core/errors'
import type { Version } from '@relevo/core/release'
import { decideBlock, outlookOf } from './block-release.ts'
import type { DeploymentStore } from './deployments/deployment-store.ts'
import { createDeployments } from './deployments/deployments.ts'
import type { Deployer, HealthTarget, Prober } from './deployments/ports.ts'
import type { Environment, EnvironmentRules } from './environment.ts'
import { createEnvironments } from './environments.ts'
import type { NewEvent } from './event.ts'
import { findFile } from './find-file.ts'
import type { Fleet } from './fleet.ts'
import { giveDirective, withdrawDirective } from './give-directive.ts'
import { createGroups } from './groups/groups.ts'
import type { GroupStore } from './groups/ports.ts'
import { createTurns } from './in-turn.ts'
import { newsOf, newsToStay } from './news.ts'
import type { Files, Hints, Store, World } from './ports.ts'
import { publish } from './publish-release.ts'
import { createRegistry } from './registry.ts'
import { isHeld, orderOf } from './reload-budget.ts'
import { createShelf } from './shelf.ts'
import { createStandings } from './standing.ts'
import { USUAL_POLL } from './tablet.ts'
import { createAliases } from './tablets/aliases.ts'
import { createBook } from './tablets/book.ts'
import { createTablets } from './tablets/create-tablets.ts'
import { createNames } from './tablets/names.ts'
import type { Statuses } from './tablets/tablet-parts.ts'

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
  groups: GroupStore
  files: Files
  hints: Hints
  statuses: Statuses
  deployerOf(environment: string): Deployer
  targetsOf(environment: string): readonly HealthTarget[]
  prober: Prober
  world: World
}

/** Bring a fleet to life from its store. */
export async function createFleet(parts: FleetParts, rules: FleetRules): Promise<Fleet> {
  const { store, files, hints, world } = parts
  const poll = rules.checkEvery === undefined ? USUAL_POLL : rules.checkEvery * 1000
  const books = { cards: createBook(await store.cards()), aliases: createBook(await store.aliases()) }
  const registry = createRegistry(await store.tablets(), store, books)
  const { cards } = books
  const aliases = createAliases(books.aliases)
  const names = createNames({ registry, cards, aliases }, poll)
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

  const tablets = createTablets(
    {
      ...{ ...parts, registry, cards, aliases, names, environments, standings, shelf },
      desiredOf: ({ environment }) => environments.desired(environments.get(environment)),
    },
    poll,
  )

  const groups = await createGroups({ store: parts.groups, cards: tablets.cards, world })

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
    tablets,
    groups,
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
    async hear(said) {
      const report = names.heard(said, world.now(), true)
      const tablet = registry.get(report.tablet)
      const environment = tablet ? environments.get(tablet.environment) : environments.ofHost(undefined)
      return registry.hear(report, hearingIn(environment))
    },
    async checkIn(said, host, engine) {
      const report = names.heard(said, world.now(), false)
      return registry.hear(report, { ...hearingIn(environments.ofHost(host)), isCheckIn: true, engine })
    },
    seen(id) {
      const at = world.now()
      registry.seen(names.seen(id, at), at)
    },
    async lost(id) {
      const tablet = names.left(id)
      if (tablet !== undefined) await registry.lost(tablet)
    },
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
      const tablet = id === undefined ? undefined : registry.get(aliases.resolve(id))
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
    async events({ tablet, ...query }) {
      await registry.flush()
      return store.events({ ...query, ...(tablet !== undefined && { tablets: tablets.namesOf(tablet) }) })
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
