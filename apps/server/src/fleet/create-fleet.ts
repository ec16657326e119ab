import { RelevoError } from '@relevo/core/errors'
import type { Report } from '@relevo/core/protocol'
import type { Version } from '@relevo/core/release'
import { createAssigning } from './assignments/assigning.ts'
import { checkEveryOf } from './assignments/check-every.ts'
import { choiceForAnybody } from './assignments/choice.ts'
import { followEvent, followReport } from './assignments/follow-report.ts'
import { nudgesOf } from './assignments/nudges.ts'
import { createOrders } from './assignments/orders.ts'
import type { AssignmentStore } from './assignments/placed.ts'
import { rosterOf } from './assignments/roster.ts'
import { createTracks } from './assignments/tracks.ts'
import { createWays } from './assignments/ways.ts'
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
import { createCensus } from './history/census.ts'
import { createTurns } from './in-turn.ts'
import { newsOf, newsToStay, saidOf } from './news.ts'
import type { Files, Hints, Store, World } from './ports.ts'
import { publish } from './publish-release.ts'
import { createRegistry, type Follower } from './registry.ts'
import type { Release } from './release.ts'
import { changesOf } from './release-changes.ts'
import { isHeld } from './reload-budget.ts'
import { createShelf } from './shelf.ts'
import { createStandings } from './standing.ts'
import { type Tablet, USUAL_POLL } from './tablet.ts'
import { createAliases } from './tablets/aliases.ts'
import { createBook } from './tablets/book.ts'
import { readCards } from './tablets/cards.ts'
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
  assignments: AssignmentStore
  files: Files
  hints: Hints
  statuses: Statuses
  deployerOf(environment: string): Deployer
  targetsOf(environment: string, preview: boolean): readonly HealthTarget[]
  prober: Prober
  world: World
}

/** Bring a fleet to life from its store. */
export async function createFleet(parts: FleetParts, rules: FleetRules): Promise<Fleet> {
  const { store, files, hints, world } = parts
  const known = await store.tablets()
  const poll = rules.checkEvery === undefined ? USUAL_POLL : 1000 * rules.checkEvery
  const census = createCensus(known, poll)
  const books = { cards: createBook(await store.cards()), aliases: createBook(await store.aliases()) }
  const aliases = createAliases(books.aliases)
  const groups = await createGroups({ store: parts.groups, cards: readCards(books.cards), world })
  const roster = rosterOf(readCards(books.cards), groups)
  const shelf = createShelf(store)
  const standings = createStandings(await store.standings())
  const inTurn = createTurns()
  const tracks = createTracks(
    parts.assignments,
    (id) => parts.deployments.get(id),
    (id) => registry.get(id),
  )
  const follower: Follower = {
    report: (report, environment, at) =>
      poked(followReport(report, environment, at, { tracks, roster, isBlocked: standings.isBlocked })),
    seen: (id, environment, at) => poked(followEvent(id, { type: 'seen', at }, environment, tracks)),
    assignment({ deployment, tablet, assignment }) {
      const track = tracks.of(deployment)
      if (track) return track.assignments.get(tablet)
      // Its deployment has ended meanwhile; what came of it, on this tablet, is told all the same.
      return registry.get(tablet) && assignment
    },
    moved: census.moved,
  }
  const registry = createRegistry(known, store, follower, books)
  const names = createNames({ registry, cards: books.cards, aliases, tracks }, poll)
  const candidateOf = (name: string) => tracks.candidate(name)?.deployment.version
  const environments = await createEnvironments({ store, hints, shelf, standings, world, candidateOf }, rules)
  const nudge = async (tablets: readonly Tablet[]) => {
    const sent = nudgesOf(
      tablets,
      (tablet) => assigning.choice(tablet, environments.get(tablet.environment)),
      world.now(),
    )
    try {
      await hints.nudge(sent)
    } catch (error) {
      world.warn('Tablets could not be told; they find it with their next poll', error)
    }
  }
  const deployments = createDeployments({
    ...parts,
    store: parts.deployments,
    environments,
    release: shelf.get,
    standings,
    inTurn,
    tracks,
    roster,
    registry,
    poll,
    nudge: (track) => nudge([...registry.each(track.deployment.environment)]),
  })
  const poked = <T>(happened: T): T => {
    if (happened !== undefined) deployments.poke()
    return happened
  }
  const assigning = createAssigning({
    environments,
    tracks,
    roster,
    standings,
    registry,
    world,
    poke: deployments.poke,
  })
  const orders = createOrders({ tracks, roster, standings, registry, world, nudge, poke: deployments.poke })
  await deployments.followAll()

  const ways = createWays({ assigning, tracks, environments })
  const tablets = createTablets(
    { ...parts, registry, cards: books.cards, aliases, names, environments, standings, shelf, ways },
    poll,
  )

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

  const hearingIn = (report: Report, environment: Environment) => ({
    environment: environment.name,
    at: world.now(),
    order: assigning.order(report, environment),
  })

  return {
    deployments,
    tablets,
    groups,
    orders,
    census,
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
    publishRelease: (publication, actor) => inTurn(() => publish(publication, { store, files, world, actor })),
    async hear(said) {
      const report = names.heard(said, world.now(), true)
      const tablet = registry.get(report.tablet)
      const environment = tablet ? environments.get(tablet.environment) : environments.ofHost(undefined)
      return registry.hear(report, hearingIn(report, environment))
    },
    async checkIn(said, host, engine) {
      // Who looks at a preview is no tablet of the fleet.
      if (environments.isPreview(host)) return
      const report = names.heard(said, world.now(), false)
      const hearing = hearingIn(report, environments.ofHost(host))
      await registry.hear(report, { ...hearing, isCheckIn: true, engine })
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
      const isPreview = environments.isPreview(host)
      const tablet = id === undefined || isPreview ? undefined : registry.get(aliases.resolve(id))
      const base = environments.desired(environment)
      const shown = isPreview ? (candidateOf(environment.name) ?? base) : base
      const order = tablet && assigning.order({ ...tablet, tablet: tablet.id }, environment)
      const isLeft = order !== undefined && isHeld(tablet?.reloads, order, world.now())
      const choiceOf = isLeft ? assigning.choice : assigning.answer
      const choice = tablet ? choiceOf(tablet, environment) : choiceForAnybody(environment, shown)
      const version = choice.version ?? tablet?.release
      const release = version === undefined ? undefined : await shelf.get(version)
      const isElsewhere = environments.rulesOf(environment.name).deployer !== 'hosted'
      if (version === undefined || (!release && !isElsewhere))
        throw new RelevoError('release-unknown', version ?? `nothing is current in ${environment.name}`)
      const track = choice.deployment === undefined ? undefined : tracks.of(choice.deployment)
      const checkEvery = checkEveryOf(tablet && track?.assignments.get(tablet.id), track, rules.checkEvery)
      const news = newsOf(
        version,
        release,
        saidOf(choice, version, environment, tracks.candidate(environment.name)?.deployment),
        {
          blocked: standings.blocked(),
          tablets: registry.countIn(environment.name),
          ...(checkEvery !== undefined && { checkEvery }),
        },
      )
      const isToStay = isLeft || choice.version === undefined
      // What is blocked must not run, however often it was left in vain.
      return tablet && isToStay && !news.blocked.includes(tablet.release) ? newsToStay(news, tablet.release) : news
    },
    find(host, urlPath, navigation, id) {
      const environment = environments.ofHost(host)
      const line = environments.line(environment.name)
      const tablet = id === undefined ? undefined : registry.get(aliases.resolve(id))
      const own = environments.isPreview(host)
        ? candidateOf(environment.name)
        : tablet?.environment === environment.name && (assigning.choice(tablet, environment).version ?? tablet.release)
      const [first, ...rest] = own ? inOrder(line, own) : line
      return first && findFile(urlPath, navigation, [first, ...rest])
    },
    async release(version) {
      const release = await shelf.get(version)
      if (!release) throw new RelevoError('release-unknown', version)
      return release
    },
    releases: (page) => store.releases(page),
    changesOf: (version, from) =>
      changesOf(version, from, { ...store, release: shelf.get, environments: environments.all }),
    standing: (version) => standings.of(version),
    environments: () =>
      environments.all().map((environment) => {
        const desired = environments.desired(environment)
        const blocked = environment.current !== undefined && standings.isBlocked(environment.current)
        const { name } = environment
        const rules = environments.isConfigured(name) && { rules: environments.rulesOf(name) }
        return { ...environment, blocked, ...(desired !== undefined && { desired }), ...rules }
      }),
    previewHost: (name) => environments.rulesOf(name).previewHosts[0],
    eachTablet: () => registry.all(),
    desiredOf: (tablet) => assigning.choice(tablet, environments.get(tablet.environment)).version,
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

/** Releases, with the one that is asked for before all others. */
function inOrder(line: readonly Release[], own: Version): Release[] {
  return [...line].sort((a, b) => Number(b.version === own) - Number(a.version === own))
}

/** An event with who did it. */
function by(actor: string | undefined, event: NewEvent): NewEvent {
  return actor === undefined ? event : { ...event, actor }
}
