import { RelevoError } from '@relevo/core/errors'
import type { Version } from '@relevo/core/release'
import { AT_ONCE } from '@relevo/core/waves'
import { type Environment, type EnvironmentRules, isForced, PRODUCTION } from './environment.ts'
import type { Hints, Store, World } from './ports.ts'
import type { Release } from './release.ts'
import type { Shelf } from './shelf.ts'
import type { Standings } from './standing.ts'
import { whichRelease } from './which-release.ts'

/** Every environment, in memory, and the releases hosting serves in each. */
export interface Environments {
  /** By name. */
  all(): Environment[]
  /** @throws RelevoError `environment-unknown` */
  get(name: string): Environment
  rulesOf(name: string): EnvironmentRules
  /** Is it set up, or only left in the database? */
  isConfigured(name: string): boolean
  /** The environment whose tablets come by this host name; production for every host that is nobody's. */
  ofHost(host: string | undefined): Environment
  /** Is it the name of a preview, which shows what is not switched to yet? */
  isPreview(host: string | undefined): boolean
  /** The release that its tablets get who are told nothing else; `undefined` while nothing was made current. */
  desired(environment: Environment): Version | undefined
  /** What hosting serves: the desired release, then those before it. Empty when none of them is kept here. */
  line(name: string): readonly Release[]
  /** Take in an environment that was stored. */
  put(environment: Environment): Promise<void>
  /** Look again what each should run: a release was blocked, or is so no more. */
  arrange(): Promise<void>
  /** Tell its tablets to look. What cannot be sent they find with their next poll. */
  tell(environment: Environment): Promise<void>
}

/** Bring the environments to life; those that are configured and new begin empty. */
export async function createEnvironments(
  {
    store,
    hints,
    shelf,
    standings,
    world,
    candidateOf = () => undefined,
    arranged = () => undefined,
  }: {
    store: Pick<Store, 'environments' | 'addEnvironments' | 'formerReleases'>
    hints: Hints
    shelf: Shelf
    standings: Standings
    world: Pick<World, 'warn'>
    /** The release that some of its tablets get already, or its preview. */
    candidateOf?(environment: string): Version | undefined
    /** Another release may be wanted somewhere, or some of its tablets may get another. */
    arranged?(): void
  },
  rules: { keep: number; environments: Readonly<Record<string, EnvironmentRules>> },
): Promise<Environments> {
  await store.addEnvironments([PRODUCTION, ...Object.keys(rules.environments)])
  const environments = new Map((await store.environments()).map((environment) => [environment.name, environment]))
  const former = new Map<string, readonly Version[]>()
  const hosts = new Map(
    Object.entries(rules.environments).flatMap(([name, { hosts, previewHosts }]) =>
      [...hosts, ...previewHosts].map((host) => [host.toLowerCase(), name] as const),
    ),
  )

  const previews = new Set(Object.values(rules.environments).flatMap(({ previewHosts }) => previewHosts))

  const desired = (environment: Environment) =>
    whichRelease(environment, former.get(environment.name) ?? [], standings.isBlocked)

  const arrangeOne = async (environment: Environment) => {
    const { name } = environment
    const all = await store.formerReleases(name, rules.keep + 1 + standings.blocked().length)
    former.set(name, all)
    const first = desired(environment)
    const candidate = candidateOf(name)
    const rest = all.filter((version) => version !== first && version !== candidate).slice(0, rules.keep)
    const line = [first, candidate === first ? undefined : candidate, ...rest]
    await shelf.arrange(
      name,
      line.filter((version) => version !== undefined),
    )
    arranged()
  }

  const isConfigured = (name: string) => Object.hasOwn(rules.environments, name)

  const get = (name: string): Environment => {
    const environment = environments.get(name)
    if (!environment) throw new RelevoError('environment-unknown', name)
    return environment
  }

  for (const environment of environments.values()) await arrangeOne(environment)
  return {
    all: () => [...environments.values()],
    get,
    rulesOf: (name) => (isConfigured(name) ? rules.environments[name] : undefined) ?? NO_RULES,
    isConfigured,
    isPreview: (host = '') => previews.has(hostNameOf(host)),
    ofHost: (host = '') => get(hosts.get(hostNameOf(host)) ?? PRODUCTION),
    desired,
    line: (name) => shelf.line(name),
    async put(environment) {
      environments.set(environment.name, environment)
      await arrangeOne(environment)
    },
    async arrange() {
      for (const environment of environments.values()) await arrangeOne(environment)
    },
    async tell(environment) {
      const { name, changedAt } = environment
      const version = desired(environment)
      if (version === undefined || changedAt === undefined) return
      // Nobody waits until the last tablet has it: what is decided meanwhile, such as the brake, cannot.
      hints
        .send({ environment: name, version, force: isForced(environment, version), at: changedAt })
        .catch((error: unknown) =>
          world.warn('The hint could not be sent; the tablets find the release with their next poll', error),
        )
    },
  }
}

/** What an environment keeps to that is in the database and configured no more. */
const NO_RULES: EnvironmentRules = {
  hosts: [],
  approval: false,
  deployer: 'hosted',
  plan: AT_ONCE,
  previewHosts: [],
  health: { delay: 10_000, attempts: 3, interval: 5_000, timeout: 5_000 },
}

/** A Host header without its port and without the dot of a complete name, in lower case; IPv6 keeps its brackets. */
function hostNameOf(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '')
}
