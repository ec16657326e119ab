import { RelevoError } from '@relevo/core/errors'
import type { Directive } from '@relevo/core/protocol'
import { createAnswers } from './answer-tablets.ts'
import { createAssigning } from './assignments/assigning.ts'
import { followEvent, followReport } from './assignments/follow-report.ts'
import { nudgesOf } from './assignments/nudges.ts'
import { createOrders } from './assignments/orders.ts'
import type { AssignmentStore } from './assignments/placed.ts'
import { rosterOf } from './assignments/roster.ts'
import { createTracks } from './assignments/tracks.ts'
import { createWays } from './assignments/ways.ts'
import type { DeploymentStore } from './deployments/deployment-store.ts'
import { createDeployments } from './deployments/deployments.ts'
import type { Deployer, HealthTarget, Prober } from './deployments/ports.ts'
import { switchedSoon } from './deployments/switched-soon.ts'
import type { EnvironmentRules } from './environment.ts'
import { createEnvironments } from './environments.ts'
import type { Fleet } from './fleet.ts'
import { createFleetOrders } from './fleet-orders.ts'
import { createGroups } from './groups/groups.ts'
import type { GroupStore } from './groups/ports.ts'
import { createCensus } from './history/census.ts'
import { createTurns } from './in-turn.ts'
import { listenToTablets } from './listen-to-tablets.ts'
import { createPacking } from './packing/create-packing.ts'
import { NO_PACKING } from './packing/no-packing.ts'
import type { Packing } from './packing/packing.ts'
import type { PackingParts } from './packing/packing-parts.ts'
import { viewOf } from './packing/view.ts'
import type { Files, Hints, Store, World } from './ports.ts'
import { publish } from './publish-release.ts'
import { createRegistry, type Follower } from './registry.ts'
import { changesOf } from './release-changes.ts'
import { createShelf } from './shelf.ts'
import { createStandings } from './standing.ts'
import { passedEvent } from './storms/passed-event.ts'
import { type Tablet, USUAL_POLL } from './tablet.ts'
import { createAliases } from './tablets/aliases.ts'
import { createBook } from './tablets/book.ts'
import { readCards } from './tablets/cards.ts'
import { createTablets } from './tablets/create-tablets.ts'
import { createNames } from './tablets/names.ts'
import type { TabletGuard } from './tablets/tablet-guard.ts'
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
  guard: TabletGuard
  deployerOf(environment: string): Deployer
  targetsOf(environment: string, preview: boolean): readonly HealthTarget[]
  prober: Prober
  /** Absent where releases are only sent file by file. */
  packing?: PackingParts
  /** What one tablet alone is ordered to do; nothing, while nobody says so. */
  directiveFor?(tablet: string): Directive | undefined
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
    moved(before, after) {
      census.moved(before, after)
      packing.moved(before, after)
    },
  }
  // Before anything can change: it is told of all of it.
  let packing: Packing = NO_PACKING
  const registry = createRegistry(known, store, follower, books)
  const names = createNames({ registry, cards: books.cards, aliases, tracks }, poll)
  const candidateOf = (name: string) => tracks.candidate(name)?.deployment.version
  const environments = await createEnvironments(
    { store, hints, shelf, standings, world, candidateOf, arranged: () => packing.look() },
    rules,
  )
  const choiceOf = (tablet: Tablet) => assigning.choice(tablet, environments.get(tablet.environment))
  const nudge = (tablets: readonly Tablet[]) => send(nudgesOf(tablets, choiceOf, world.now()))
  const hint = (tablets: readonly Tablet[]) =>
    send(
      tablets.map((tablet) => ({
        tablet: tablet.id,
        version: choiceOf(tablet).version ?? tablet.release,
        force: false,
        at: world.now(),
      })),
    )
  const send = async (sent: Parameters<Hints['nudge']>[0]) => {
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
  const orders = createOrders({
    tracks,
    roster,
    standings,
    registry,
    world,
    resolve: aliases.resolve,
    nudge,
    hint,
    poke: deployments.poke,
  })
  await deployments.followAll()
  if (parts.packing) {
    const view = viewOf({
      environments,
      candidateOf,
      store,
      deployments: parts.deployments,
      census,
      cards: books.cards,
      registry,
      world,
    })
    packing = await createPacking(parts.packing, { view, release: shelf.read, files, world })
  }

  const ways = createWays({ assigning, tracks, environments })
  const tablets = createTablets(
    {
      ...parts,
      registry,
      cards: books.cards,
      aliases,
      names,
      environments,
      standings,
      shelf,
      ways,
      pinned: () => packing.look(),
    },
    poll,
  )

  return {
    deployments,
    tablets,
    groups,
    orders,
    packing,
    census,
    async notifyUpdate(notice, actor) {
      const { environment: name } = notice
      const { deployment, duplicate } = await deployments.request(
        { ...notice, trigger: 'notify', supersede: true },
        actor,
      )
      if (duplicate) await environments.tell(environments.get(name))
      // A command may take its time, and so may patches; whoever wants to know asks for the deployment.
      const isQuick = environments.rulesOf(name).deployer !== 'command'
      const reached = isQuick ? await switchedSoon(deployment.id, deployments, world) : deployment
      return {
        environment: environments.get(name),
        duplicate,
        tablets: registry.countIn(name),
        deployment: reached,
      }
    },
    ...createFleetOrders({ store, environments, standings, deployments, registry, shelf, world, inTurn }),
    async publishRelease(publication, actor) {
      const published = await inTurn(() => publish(publication, { store, files, world, actor }))
      if (published.created) packing.look()
      return published
    },
    ...listenToTablets({ registry, names, environments, assigning, guard: parts.guard, world }),
    ...createAnswers(
      {
        registry,
        aliases,
        environments,
        assigning,
        tracks,
        standings,
        shelf,
        world,
        packing,
        directiveFor: (tablet) => parts.directiveFor?.(tablet),
      },
      rules.checkEvery,
    ),
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
    tablet: registry.get,
    desiredOf: (tablet) => choiceOf(tablet).version,
    async events(query) {
      await registry.flush()
      return store.events(query)
    },
    async repeatHints() {
      for (const environment of environments.all()) await environments.tell(environment)
    },
    stormPassed: (storm) => registry.note(passedEvent(storm, world.now())),
    flush: () => registry.flush(),
  }
}
