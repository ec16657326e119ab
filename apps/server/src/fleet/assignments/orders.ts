import { isFailure } from '@relevo/core/waves'
import type { NewEvent } from '../event.ts'
import type { World } from '../ports.ts'
import type { Registry } from '../registry.ts'
import type { Standings } from '../standing.ts'
import type { Tablet } from '../tablet.ts'
import { followed } from './follow-report.ts'
import type { Roster } from './roster.ts'
import type { Track } from './track.ts'
import type { Tracks } from './tracks.ts'

/** What a person orders single tablets to do. Ordered twice is ordered once. */
export interface Orders {
  /**
   * Give tablets the newest release of their environment now: they are taken into the running deployment, whatever its waves
   * say, and who failed tries once more. Who is pinned to another release stays there.
   *
   * @param force they switch without asking
   * @returns how many of them are known, and have a release to come to
   */
  update(tablets: readonly string[], force: boolean, actor?: string): Promise<number>
  /**
   * Have tablets that are connected look now what they should run, as they would with their next poll. Changes nothing.
   *
   * @returns how many were told
   */
  check(tablets: readonly string[]): Promise<number>
  /**
   * Let tablets on which the release of a deployment failed try it once more.
   *
   * @param tablets only these; absent: all of them
   * @returns how many
   */
  retry(deployment: string, tablets: readonly string[] | undefined, actor?: string): Promise<number>
}

export function createOrders({
  tracks,
  roster,
  standings: { isBlocked },
  registry,
  world,
  resolve,
  nudge,
  hint,
  poke,
}: {
  tracks: Tracks
  roster: Roster
  standings: Pick<Standings, 'isBlocked'>
  registry: Pick<Registry, 'get' | 'keep' | 'flush'>
  world: Pick<World, 'now' | 'newId'>
  /** The name a tablet goes by now. */
  resolve(id: string): string
  nudge(tablets: readonly Tablet[]): Promise<void>
  /** The same whether there is something new for them or not. */
  hint(tablets: readonly Tablet[]): Promise<void>
  poke(): void
}): Orders {
  /** @returns whether it is on its way now, or there already */
  const order = (tablet: Tablet, track: Track, force: boolean, actor: string | undefined) => {
    const at = world.now()
    const { spread } = track.deployment.state
    const wave = track.assignments.get(tablet.id)?.wave ?? Math.max(1, spread?.wave ?? 1)
    const change = followed(
      track.move(tablet.id, { type: 'ordered', at, retry: world.newId(), force }, wave),
      tablet.environment,
      at,
    )
    if (!change) return
    const line: NewEvent = {
      at,
      type: 'tablet-ordered',
      environment: tablet.environment,
      subject: { kind: 'tablet', id: tablet.id },
      data: { deployment: track.deployment.id, version: track.deployment.version, force },
      ...(actor !== undefined && { actor }),
    }
    registry.keep({ ...change, line })
  }

  /** What a tablet is to come to: what spreads, else what is current; nothing where it is pinned, or that is blocked. */
  const wayOf = ({ id, environment }: Tablet): Track | undefined => {
    const candidate = tracks.candidate(environment)
    const isSpreading = candidate?.deployment.state.spread && !isBlocked(candidate.deployment.version)
    const track = isSpreading ? candidate : tracks.live(environment)
    const version = track?.deployment.version
    const { pin } = roster.of(id)
    const isPinned = pin !== undefined && pin !== version && !isBlocked(pin)
    return version === undefined || isBlocked(version) || isPinned ? undefined : track
  }

  const knownOf = (ids: readonly string[]) => [...new Set(ids.map(resolve))].flatMap((id) => registry.get(id) ?? [])

  return {
    async check(ids) {
      const there = knownOf(ids).filter(({ online }) => online)
      await hint(there)
      return there.length
    },
    async update(ids, force, actor) {
      const known = knownOf(ids)
      const sent: Tablet[] = []
      for (const tablet of known) {
        const track = wayOf(tablet)
        if (!track) continue
        order(tablet, track, force, actor)
        sent.push(tablet)
      }
      await registry.flush()
      await nudge(sent)
      poke()
      return sent.length
    },
    async retry(deployment, ids, actor) {
      const track = tracks.of(deployment)
      if (!track) return 0
      const only = ids && new Set(ids.map(resolve))
      const failed = [...track.assignments].filter(
        ([id, assignment]) => isFailure(assignment) && (only === undefined || only.has(id)),
      )
      const { environment } = track.deployment
      // Who moved to another environment is none of its business any more.
      const tablets = failed
        .flatMap(([id]) => registry.get(id) ?? [])
        .filter((tablet) => tablet.environment === environment)
      for (const tablet of tablets) order(tablet, track, false, actor)
      await registry.flush()
      await nudge(tablets)
      poke()
      return tablets.length
    },
  }
}
