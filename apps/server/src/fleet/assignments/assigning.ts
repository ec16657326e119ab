import type { Report } from '@relevo/core/protocol'
import type { Environment } from '../environment.ts'
import type { Environments } from '../environments.ts'
import type { World } from '../ports.ts'
import type { Registry } from '../registry.ts'
import { type Order, orderOf } from '../reload-budget.ts'
import type { Standings } from '../standing.ts'
import type { Tablet } from '../tablet.ts'
import { type Choice, choose } from './choice.ts'
import { followed } from './follow-report.ts'
import type { Roster } from './roster.ts'
import type { Tracks } from './tracks.ts'

/** Tells tablets which release they get, and keeps that they were told. */
export interface Assigning {
  /** What a tablet should run now, and why. Changes nothing. */
  choice(tablet: Asking, environment: Environment): Choice
  /** The same for a tablet that is answered so: an offer that is made is kept. */
  answer(tablet: Tablet, environment: Environment): Choice
  /** What is wanted of a tablet that reports, in words that tell one order from the next. */
  order(report: Pick<Report, 'tablet' | 'release' | 'phase' | 'target'>, environment: Environment): Order | undefined
}

type Asking = Pick<Tablet, 'id' | 'release' | 'phase' | 'target'>

export function createAssigning({
  environments,
  tracks,
  roster,
  standings,
  registry,
  world,
  poke,
}: {
  environments: Pick<Environments, 'desired'>
  tracks: Tracks
  roster: Roster
  standings: Standings
  registry: Pick<Registry, 'keep'>
  world: Pick<World, 'now'>
  /** Something has changed that may be due later. */
  poke(): void
}): Assigning {
  const choice = (tablet: Asking, environment: Environment) =>
    choose(tablet, {
      environment,
      base: environments.desired(environment),
      isBlocked: standings.isBlocked,
      candidate: tracks.candidate(environment.name),
      live: tracks.live(environment.name),
      roster,
      at: world.now(),
    })

  return {
    choice,
    answer(tablet, environment) {
      const chosen = choice(tablet, environment)
      if (!chosen.isOffer) return chosen
      const at = world.now()
      const { track, wave } = chosen.isOffer
      const offer = followed(track.move(tablet.id, { type: 'offered', at }, wave), environment.name, at)
      if (!offer) return chosen
      registry.keep(offer)
      const live = tracks.live(environment.name)
      // It leaves what is current because it is told to.
      const left = live === track ? undefined : live?.move(tablet.id, { type: 'superseded', at })
      if (left) registry.keep({ moved: left })
      poke()
      return offer.moved.assignment.phase === 'failed' ? choice(tablet, environment) : chosen
    },
    order({ tablet: id, release, phase, target }, environment) {
      const chosen = choice({ id, release, phase, ...(target && { target }) }, environment)
      const { deployment, retry = '', because } = chosen
      const candidate = tracks.candidate(environment.name)?.deployment
      const isCandidate = deployment !== undefined && candidate?.id === deployment
      // What is offered no more, because it never came, is wanted all the same.
      const version = because === 'offers-spent' && !isCandidate ? environments.desired(environment) : chosen.version
      if (version === undefined) return undefined
      return isCandidate ? { version, id: `${deployment}/${retry}` } : orderOf(environment, version)
    },
  }
}
