import type { Directive, Report } from '@relevo/core/protocol'
import type { Engine, Version } from '@relevo/core/release'
import type { Orders } from './assignments/orders.ts'
import type { Blocking } from './block-release.ts'
import type { Deployment } from './deployments/deployment.ts'
import type { Deployments } from './deployments/deployments.ts'
import type { Environment, EnvironmentRules } from './environment.ts'
import type { Found } from './find-file.ts'
import type { Directed } from './give-directive.ts'
import type { Groups } from './groups/groups.ts'
import type { Census } from './history/census.ts'
import type { FleetNews } from './news.ts'
import type { Packing } from './packing/packing.ts'
import type { EventPage, EventQuery, Page } from './ports.ts'
import type { Published } from './publish-release.ts'
import type { Publication, Release, ReleaseSummary } from './release.ts'
import type { ReleaseChanges } from './release-changes.ts'
import type { Standing } from './standing.ts'
import type { PassedStorm } from './storms/storm.ts'
import type { Tablet } from './tablet.ts'
import type { Tablets } from './tablets/tablets.ts'

/** What the server can do, in the words of the domain. Adapters call this and nothing else. */
export interface Fleet {
  deployments: Deployments
  tablets: Tablets
  groups: Groups
  orders: Orders
  packing: Packing
  /** How many tablets report which release. */
  census: Pick<Census, 'of'>
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
   * @param isRenamed it has the secret of the id it says it had before; false by default
   * @returns false when nothing was taken in, since two have that secret
   */
  checkIn(report: Report, host: string | undefined, engine: Engine | undefined, isRenamed?: boolean): Promise<boolean>
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
  /**
   * What hosting answers by this host name; `undefined` while it has nothing.
   *
   * @param tablet who asks, as far as it is known
   */
  find(host: string | undefined, urlPath: string, navigation: boolean, tablet?: string): Found | undefined
  /** @throws RelevoError `release-unknown` */
  release(version: Version): Promise<Release>
  releases(page: Page): Promise<{ releases: ReleaseSummary[]; count: number }>
  /**
   * What a release changes, beside another or the one that was current before it.
   *
   * @throws RelevoError `release-unknown`
   */
  changesOf(version: Version, from?: Version): Promise<ReleaseChanges>
  /** What was decided about a release since it was published. */
  standing(version: Version): Standing
  environments(): ListedEnvironment[]
  /** The host name under which an environment shows what is not switched to yet; `undefined` where it has none. */
  previewHost(environment: string): string | undefined
  /** In any order, without a copy: for whoever looks at all of them often. */
  eachTablet(): Iterable<Tablet>
  /** What one tablet reported, by the name it goes by; without a copy. */
  tablet(id: string): Tablet | undefined
  /** The release a tablet should run; `undefined` while nothing is current where it is. */
  desiredOf(tablet: Tablet): Version | undefined
  events(query: EventQuery): Promise<EventPage>
  /** Send the hints again: a broker that has just started knows none. */
  repeatHints(): Promise<void>
  /** More came than could be served, and that is over: a line of the log, with the next write. */
  stormPassed(storm: PassedStorm): void
  /** Write what is only in memory yet. */
  flush(): Promise<void>
}

/** An environment, whether its current release is blocked, and the release its tablets should run. */
type ListedEnvironment = Environment & {
  blocked: boolean
  desired?: Version
  /** Absent of one that is configured no more. */
  rules?: EnvironmentRules
}

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
