import { RelevoError } from '@relevo/core/errors'
import { judge, type LadderState } from '@relevo/core/ladder'
import type { Directive } from '@relevo/core/protocol'
import { createClimbers } from './climbers.ts'
import { instructionFor } from './instruction.ts'
import type { Ladder } from './ladder.ts'
import type { LadderParts, LadderSettings } from './ladder-parts.ts'
import { createSights, type Seen } from './sights.ts'
import { createWatch } from './watch.ts'

/** What a person can order. */
export const LADDER_ORDERS = ['climb', 'stop', 'done'] as const

/** One of `LADDER_ORDERS`. */
type LadderOrder = (typeof LADDER_ORDERS)[number]

/** The ladders of a fleet. */
export interface Ladders {
  /** Those there are, by tablet; without those of which only the budget is kept. */
  list(query?: { environment?: string; phase?: LadderState['phase'] }): Ladder[]
  /** That of a tablet, by any of its names. @throws RelevoError `tablet-unknown` */
  get(id: string): Ladder
  /** Where that of a tablet stands, by the name it goes by; `undefined` while there is nothing to say. */
  of(tablet: string): LadderState | undefined
  /**
   * `climb`: the next rung now; `stop`: leave it alone; `done`: somebody was there. Twice is once.
   *
   * @returns `duplicate` when that was so already
   * @throws RelevoError `tablet-unknown`, `ladder-not-needed` for a climb to which nothing is wrong, `ladder-off`
   */
  order(id: string, order: LadderOrder, actor: string): Promise<{ ladder: Ladder; duplicate: boolean }>
  /** Why a person has to go to a tablet, and what to do there, in English; `undefined` while nobody has to. */
  handsFor(tablet: string): string | undefined
  /** What its page is ordered to do with the rung that is being climbed; `undefined` for nothing. */
  directiveFor(tablet: string): Directive | undefined
  /** So many rungs a tablet may be helped by within a day; `undefined` when they are switched off. */
  readonly perDay: number | undefined
  /** Begin to look at the tablets, again and again. */
  start(): void
  /** Look no more; resolves when nothing is under way. */
  stop(): Promise<void>
}

/**
 * Bring the ladders to life from their store; nothing is done before `start`.
 *
 * @param rules `undefined` when they are switched off: nothing is ever done then, and what was begun stays where it is
 */
export async function createLadders(parts: LadderParts, rules: LadderSettings | undefined): Promise<Ladders> {
  const { fleet, world } = parts
  const settings = rules ?? { after: Number.POSITIVE_INFINITY, perDay: 0, poll: 0 }
  const climbers = await createClimbers(parts, settings)
  const sights = createSights(parts, settings)
  const watch = createWatch(climbers, sights, parts, settings)

  const known = async (id: string): Promise<Seen> => {
    const seen = await sights.of(id)
    if (!seen) throw new RelevoError('tablet-unknown', id)
    return seen
  }
  const shown = ({ tablet, environment }: { tablet: string; environment: string }): Ladder => ({
    tablet,
    environment,
    state: climbers.of(tablet),
  })

  return {
    perDay: rules?.perDay,
    list: ({ environment, phase } = {}) =>
      climbers
        .all()
        .filter((one) => environment === undefined || one.environment === environment)
        .filter(({ state }) => (phase === undefined ? isTold(state) : state.phase === phase))
        .sort((one, other) => (one.tablet < other.tablet ? -1 : 1)),
    get(id) {
      const tablet = fleet.tablets.get(id)
      if (!tablet) throw new RelevoError('tablet-unknown', id)
      return shown({ tablet: tablet.id, environment: tablet.environment })
    },
    of(tablet) {
      const state = climbers.of(tablet)
      return isTold(state) ? state : undefined
    },
    async order(id, order, actor) {
      const seen = await known(id)
      const { tablet, sight } = seen
      if (order === 'climb' && !rules) throw new RelevoError('ladder-off')
      await climbers.atRest(tablet)
      const at = world.now()
      const before = climbers.of(tablet)
      const verdict = judge(sight, Number.POSITIVE_INFINITY, settings.after)
      if (order === 'climb' && verdict.is !== 'wrong')
        throw new RelevoError('ladder-not-needed', `${tablet}: ${verdict.is}`)
      const { desired } = sight
      if (order !== 'climb') watch.acquit(tablet)
      const event =
        order === 'climb'
          ? ({ type: 'climb', at, sight, since: watch.sinceOf(tablet) } as const)
          : order === 'stop'
            ? ({ type: 'stop', at, by: actor, ...(desired !== undefined && { desired }) } as const)
            : ({ type: 'done', at } as const)
      await climbers.apply([{ seen, event, actor }])
      watch.poke()
      return { ladder: shown(seen), duplicate: climbers.of(tablet) === before }
    },
    handsFor(tablet) {
      const state = climbers.of(tablet)
      if (state.phase !== 'needs-hands') return undefined
      const { text, advice } = instructionFor(tablet, state)
      return `${text} ${advice}`
    },
    directiveFor(tablet) {
      const state = climbers.of(tablet)
      // A page carries it out once for each id: as long as it is given, it is the same.
      return state.phase === 'verifying' && state.rung === 'purge'
        ? { do: 'reset', id: `ladder-${state.lastAt}` }
        : undefined
    },
    start() {
      if (rules) watch.start()
    },
    stop: watch.stop,
  }
}

/** Of a ladder that is over only what the day's budget counts is kept, and how it ended. */
function isTold(state: LadderState): boolean {
  return state.phase !== 'well' || state.recovered !== undefined
}
