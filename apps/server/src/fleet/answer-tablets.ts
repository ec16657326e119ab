import { RelevoError } from '@relevo/core/errors'
import type { Directive } from '@relevo/core/protocol'
import type { Version } from '@relevo/core/release'
import type { Assigning } from './assignments/assigning.ts'
import { checkEveryOf } from './assignments/check-every.ts'
import { choiceForAnybody } from './assignments/choice.ts'
import type { Tracks } from './assignments/tracks.ts'
import type { Environments } from './environments.ts'
import { findFile } from './find-file.ts'
import type { Fleet } from './fleet.ts'
import { madeOnce } from './made-once.ts'
import { newsOf, newsToStay, saidOf } from './news.ts'
import type { Packing } from './packing/packing.ts'
import type { World } from './ports.ts'
import type { Registry } from './registry.ts'
import { type Release, summaryOf } from './release.ts'
import { isHeld } from './reload-budget.ts'
import type { Shelf } from './shelf.ts'
import type { Standings } from './standing.ts'
import type { Aliases } from './tablets/aliases.ts'

/**
 * Answers tablets that ask what to run, and for the files of it: both from one choice.
 *
 * @param usual seconds between two polls, told to the tablets; `undefined` leaves it to them
 */
export function createAnswers(
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
    directiveFor,
  }: {
    registry: Pick<Registry, 'get' | 'countIn'>
    aliases: Pick<Aliases, 'resolve'>
    environments: Environments
    assigning: Assigning
    tracks: Tracks
    standings: Standings
    shelf: Pick<Shelf, 'get'>
    world: Pick<World, 'now'>
    packing: Pick<Packing, 'patchesTo' | 'hasWhole' | 'listOf'>
    /** What one tablet alone is ordered to do. */
    directiveFor(tablet: string): Directive | undefined
  },
  usual: number | undefined,
): Pick<Fleet, 'news' | 'find'> {
  // Of most tablets the same is known, and they are told the same.
  const newsFor = madeOnce(newsOf)
  const newsToStayFor = madeOnce(newsToStay)
  const candidateOf = (name: string) => tracks.candidate(name)?.deployment.version
  return {
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
      const checkEvery = checkEveryOf(tablet && track?.assignments.get(tablet.id), track, usual)
      const own = tablet && directiveFor(tablet.id)
      const news = newsFor(
        version,
        release && summaryOf(release),
        {
          ...(own && { directive: own }), // what all are ordered to do comes first: a worker remembers one directive
          ...saidOf(choice, version, environment, tracks.candidate(environment.name)?.deployment),
        },
        {
          blocked: standings.blocked(),
          tablets: registry.countIn(environment.name),
          packed: {
            list: packing.listOf(version),
            patchFrom: packing.patchesTo(version),
            hasWhole: packing.hasWhole(version),
          },
          ...(checkEvery !== undefined && { checkEvery }),
        },
      )
      const isToStay = isLeft || choice.version === undefined
      // What is blocked must not run, however often it was left in vain.
      return tablet && isToStay && !news.blocked.includes(tablet.release) ? newsToStayFor(news, tablet.release) : news
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
  }
}

/** Releases, with the one that is asked for before all others. */
function inOrder(line: readonly Release[], own: Version): Release[] {
  return [...line].sort((a, b) => Number(b.version === own) - Number(a.version === own))
}
