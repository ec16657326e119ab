import { RelevoError } from '@relevo/core/errors'
import type { Directive, Report } from '@relevo/core/protocol'
import type { Engine, Version } from '@relevo/core/release'
import { type Blocking, decideBlock, outlookOf } from './block-release.ts'
import { type Environment, PRODUCTION } from './environment.ts'
import type { FleetEvent } from './event.ts'
import { type Found, findFile } from './find-file.ts'
import { type Directed, giveDirective, withdrawDirective } from './give-directive.ts'
import { createTurns } from './in-turn.ts'
import { type FleetNews, isForced, newsOf, newsToStay } from './news.ts'
import { type Announcement, makeCurrent, type Notice } from './notify-update.ts'
import type { EventQuery, Files, Hints, Page, Store, World } from './ports.ts'
import { type Published, publish } from './publish-release.ts'
import { createRegistry } from './registry.ts'
import type { Publication, Release, ReleaseSummary } from './release.ts'
import { isHeld, orderOf } from './reload-budget.ts'
import { createShelf } from './shelf.ts'
import { createStandings, type Standing } from './standing.ts'
import type { Tablet } from './tablet.ts'
import { whichRelease } from './which-release.ts'

/** What the server can do, in the words of the domain. Adapters call this and nothing else. */
export interface Fleet {
  /**
   * Make a release the current one of an environment and tell the tablets.
   *
   * @throws RelevoError `environment-unknown`, `release-unknown`, `release-blocked`
   */
  notifyUpdate(notice: Notice): Promise<Announcement>
  /**
   * Say that no tablet may run a release, or that they may again, and tell the tablets of every environment.
   *
   * @throws RelevoError `release-unknown`
   */
  blockRelease(version: Version, blocked: boolean): Promise<Blocking>
  /**
   * Order every tablet of an environment to do something, once; `undefined` withdraws the order.
   *
   * @throws RelevoError `environment-unknown`
   */
  directTablets(environment: string, deed: Directive['do'] | undefined): Promise<Directed>
  /**
   * Take in a release whose files are all here, or say which are missing.
   *
   * @throws RelevoError `release-differs`, `manifest-invalid` when a size is not that of the file
   */
  publishRelease(publication: Publication): Promise<Published>
  /** Take in a tablet's report; resolves when what it changed is on disk. */
  hear(report: Report): Promise<void>
  /** The same for a report that is answered with the news, from a browser of this engine as far as it is known. */
  checkIn(report: Report, engine: Engine | undefined): Promise<void>
  /** A sign of life of a tablet that is known. */
  seen(tablet: string): void
  /** A tablet's connection broke. */
  lost(tablet: string): Promise<void>
  /**
   * What the tablets should run, or this one.
   *
   * @throws RelevoError `release-unknown` while nothing is current
   */
  news(tablet?: string): Promise<FleetNews>
  /** What hosting answers; `undefined` while nothing is current. */
  find(urlPath: string, navigation: boolean): Found | undefined
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

/** Settings of a fleet. */
export interface FleetRules {
  /** Releases behind the current one that hosting still serves. */
  keep: number
  /** Seconds between two polls, told to the tablets; `undefined` leaves it to them. */
  checkEvery?: number
}

/** Bring a fleet to life from its store. */
export async function createFleet(
  { store, files, hints, world }: { store: Store; files: Files; hints: Hints; world: World },
  rules: FleetRules,
): Promise<Fleet> {
  const environments = new Map((await store.environments()).map((environment) => [environment.name, environment]))
  const registry = createRegistry(await store.tablets(), store)
  const shelf = createShelf(store)
  const standings = createStandings(await store.standings())
  let former: readonly Version[] = []
  const inTurn = createTurns()
  const production = () => known(environments, PRODUCTION)
  const desiredIn = (environment: Environment) => whichRelease(environment, former, standings.isBlocked)

  /** Every change of what tablets should run, or may, ends here. */
  const arrange = async () => {
    former = await store.formerReleases(rules.keep + 1 + standings.blocked().length)
    const desired = desiredIn(production())
    if (desired === undefined) return
    await shelf.arrange([desired, ...former.filter((version) => version !== desired).slice(0, rules.keep)])
  }
  await arrange()

  const sendHint = async (environment: Environment) => {
    const { name, changedAt } = environment
    const version = desiredIn(environment)
    if (version === undefined || changedAt === undefined) return
    try {
      await hints.send({ environment: name, version, force: isForced(environment, version), at: changedAt })
    } catch (error) {
      world.warn('The hint could not be sent; the tablets find the release with their next poll', error)
    }
  }

  const listed = (tablet: Tablet): ListedTablet => {
    const desired = desiredIn(known(environments, tablet.environment))
    const { stuck, ...rest } = tablet
    // It may not have heard yet that something else is wanted of it.
    const isStuck = stuck && (stuck.target === undefined || stuck.target === desired)
    return { ...(isStuck ? tablet : rest), ...(desired !== undefined && { desired }) }
  }

  const outlookFor = (version: Version) => (environment: Environment) => {
    const { name, current } = environment
    const desired = desiredIn(environment)
    return {
      name,
      ...(current !== undefined && { current }),
      ...(desired !== undefined && { desired }),
      tablets: registry.countIn(name),
      outlook: outlookOf(version, standings.isBlocked(version), current, desired),
    }
  }

  const hearing = () => {
    const environment = production()
    const version = desiredIn(environment)
    const order = version === undefined ? undefined : orderOf(environment, version)
    return { environment: environment.name, at: world.now(), order }
  }

  return {
    notifyUpdate: (notice) =>
      inTurn(async () => {
        const before = known(environments, notice.environment)
        if (!(await shelf.get(notice.version))) throw new RelevoError('release-unknown', notice.version)
        if (standings.isBlocked(notice.version)) throw new RelevoError('release-blocked', notice.version)
        const { environment, event } = makeCurrent(before, notice, standings.of(notice.version), world)
        if (event) {
          await store.setCurrent(environment, event)
          environments.set(environment.name, environment)
          await arrange()
        }
        await sendHint(environment)
        return { environment, duplicate: !event, tablets: registry.countIn(environment.name) }
      }),
    blockRelease: (version, blocked) =>
      inTurn(async () => {
        if (!(await shelf.get(version))) throw new RelevoError('release-unknown', version)
        const decided = decideBlock(standings.of(version), blocked, [...environments.values()], world)
        const { standing, event } = decided
        if (event) {
          await store.setStanding(standing, decided.environments, event)
          standings.put(standing)
          for (const environment of decided.environments) environments.set(environment.name, environment)
          await arrange()
        }
        const all = [...environments.values()]
        for (const environment of all) await sendHint(environment)
        return { standing, duplicate: !event, environments: all.map(outlookFor(version)) }
      }),
    directTablets: (name, deed) =>
      inTurn(async () => {
        const before = known(environments, name)
        const { environment, event } = deed ? giveDirective(before, deed, world) : withdrawDirective(before, world)
        if (event) {
          await store.setEnvironment(environment, event)
          environments.set(name, environment)
        }
        await sendHint(environment)
        return { environment, duplicate: !event, tablets: registry.countIn(name) }
      }),
    publishRelease: (publication) => inTurn(() => publish(publication, { store, files, world })),
    hear: (report) => registry.hear(report, hearing()),
    checkIn: (report, engine) => registry.hear(report, { ...hearing(), isCheckIn: true, engine }),
    seen: (tablet) => registry.seen(tablet, world.now()),
    lost: (tablet) => registry.lost(tablet),
    async news(id) {
      const environment = production()
      const version = desiredIn(environment)
      const release = version === undefined ? undefined : await shelf.get(version)
      if (!release) throw new RelevoError('release-unknown', version ?? `nothing is current in ${environment.name}`)
      const { checkEvery } = rules
      const tablets = registry.countIn(environment.name)
      const news = newsOf(release, environment, {
        blocked: standings.blocked(),
        tablets,
        ...(checkEvery !== undefined && { checkEvery }),
      })
      const tablet = id === undefined ? undefined : registry.get(id)
      const held = isHeld(tablet?.reloads, orderOf(environment, release.version), world.now())
      // What is blocked must not run, however often it was left in vain.
      return tablet && held && !news.blocked.includes(tablet.release) ? newsToStay(news, tablet.release) : news
    },
    find(urlPath, navigation) {
      const [current, ...former] = shelf.line()
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
      [...environments.values()].map((environment) => {
        const desired = desiredIn(environment)
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
      for (const environment of environments.values()) await sendHint(environment)
    },
    flush: () => registry.flush(),
  }
}

function known(environments: ReadonlyMap<string, Environment>, name: string): Environment {
  const environment = environments.get(name)
  if (!environment) throw new RelevoError('environment-unknown', name)
  return environment
}
