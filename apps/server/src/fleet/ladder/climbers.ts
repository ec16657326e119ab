import { RelevoError } from '@relevo/core/errors'
import type { KioskCommand } from '@relevo/core/kiosk'
import {
  AT_EASE,
  dueOf,
  isClimbing,
  isNoticed,
  type LadderEvent,
  type LadderState,
  type LadderStep,
  type Message,
  recent,
  step,
} from '@relevo/core/ladder'
import { enrolmentUrl } from '@relevo/core/protocol'
import type { NewEvent } from '../event.ts'
import { createTurns } from '../in-turn.ts'
import type { Ladder } from './ladder.ts'
import type { LadderParts, LadderSettings } from './ladder-parts.ts'
import { linesOf } from './log-lines.ts'
import type { Seen } from './sights.ts'

/** A look at one tablet, or a person's order for it. */
export interface Happening {
  seen: Seen
  event: LadderEvent
  /** Who ordered it. */
  actor?: string
}

/** The ladders, in memory, with everything that matters on disk before it is done. */
export interface Climbers {
  of(tablet: string): LadderState
  all(): Ladder[]
  /** When one of them wants to be looked at, ms since the epoch; infinite when none does. */
  due(): number
  /** Those that want to be looked at by then. */
  dueAt(at: number): string[]
  /** Let looks and orders happen; resolves when what came of them is on disk, and is being sent. */
  apply(happenings: readonly Happening[]): Promise<void>
  /** Forget the ladders of tablets that are no more, and those of which nothing is left to say. */
  sweep(isKnown: (tablet: string) => boolean): Promise<void>
  /** Resolves when nothing is being sent to this tablet. */
  atRest(tablet: string): Promise<void>
  /** Resolves when nothing is being sent. */
  settled(): Promise<void>
}

/** Tablets that are being climbed for at once at most: a fault that is not theirs must not have a whole fleet restarted. */
const AT_ONCE = 20

/** Why a command will not be taken the next time either. */
const FINAL: readonly string[] = ['kiosk-cannot', 'kiosk-unknown']

/** Read where every ladder stood. */
export async function createClimbers(parts: LadderParts, rules: LadderSettings): Promise<Climbers> {
  const { store, world } = parts
  const ladders = new Map((await store.all()).map((ladder) => [ladder.tablet, ladder]))
  const inTurn = createTurns()
  /** Tablets to which something is being sent: nothing else is sent to them before that has come to its end. */
  const sending = new Map<string, Promise<void>>()

  const of = (tablet: string) => ladders.get(tablet)?.state ?? AT_EASE

  /** Steps of all, of which no more than so many climb at once. */
  const stepAll = (happenings: readonly Happening[]): Stepped[] => {
    let acting = [...ladders.values()].filter(({ state }) => isActing(state)).length
    // Nothing is sent to a tablet to which something is being sent, but on somebody's order.
    const free = happenings.filter(({ seen, event }) => event.type !== 'looked' || !sending.has(seen.tablet))
    return free.map((happening) => {
      const before = of(happening.seen.tablet)
      const result = step(before, crowded(happening.event, acting >= AT_ONCE), rules)
      if (isActing(result.state) && !isActing(before)) acting += 1
      return { ...happening, before, result }
    })
  }

  /** Find out whether the pages can be had that these would have loaded. An answer may take long: nobody's turn waits for it. */
  const ask = async (happenings: readonly Happening[], answers: Answers) => {
    const loading = stepAll(happenings).filter((stepped) => loadedBy(stepped) !== undefined)
    const asking = loading.map(async (stepped) => {
      const { environment, sight } = stepped.seen
      const version = loadedBy(stepped) as string
      const isServed = await parts.isServed({ environment, version, address: sight.kiosk?.address })
      answers.set(answerKey(stepped), isServed)
    })
    await Promise.all(asking)
  }

  /** A step that would load a page is taken back where the page could not be had. */
  const held = (stepped: Stepped, answers: Answers): Stepped => {
    const { event, before } = stepped
    const isServed = loadedBy(stepped) === undefined ? undefined : answers.get(answerKey(stepped))
    if (!('sight' in event) || isServed !== false) return stepped
    return { ...stepped, result: step(before, { ...event, sight: { ...event.sight, isServed } }, rules) }
  }

  const apply = async (happenings: readonly Happening[]) => {
    const answers: Answers = new Map()
    for (let left = happenings; left.length > 0; ) {
      await ask(left, answers)
      left = await inTurn(() => climb(left, answers))
    }
  }

  /** @returns those that would load a page by now of which nobody knows yet whether it can be had */
  const climb = async (happenings: readonly Happening[], answers: Answers): Promise<Happening[]> => {
    const isUnasked = (stepped: Stepped) => loadedBy(stepped) !== undefined && !answers.has(answerKey(stepped))
    const steps = stepAll(happenings)
    const unasked = steps.filter(isUnasked).map(({ before: _, result: __, ...happening }) => happening)
    const sure = steps.filter((stepped) => !isUnasked(stepped)).map((stepped) => held(stepped, answers))
    const changed = sure.filter(({ before, result }) => result.state !== before)
    if (changed.length === 0) return unasked
    const after = changed.map(({ seen: { tablet, environment }, result: { state } }) => ({
      tablet,
      environment,
      state,
    }))
    const at = world.now()
    const events = changed.flatMap((one, i) => [...orderLine(one, at), ...linesOf(one.before, after[i] as Ladder, at)])
    await store.save(after, [], events)
    // Only now: what could not be kept has not happened, and is not sent.
    for (const ladder of after) ladders.set(ladder.tablet, ladder)
    for (const { seen, result } of changed) for (const message of result.effects) send(seen, result.state, message)
    return unasked
  }

  const send = ({ tablet, environment }: Seen, state: LadderState, message: Message) => {
    const sent = deliver(tablet, state, message).then(async (refusal) => {
      if (!refusal) return
      const seen: Seen = { tablet, environment, sight: { isUnderWay: false, canPurge: false, isCrowded: false } }
      await apply([{ seen, event: { type: 'refused', at: world.now(), isFinal: FINAL.includes(refusal) } }])
    })
    const done = sent
      .catch((error: unknown) => world.warn(`What came of a command to ${tablet} is not kept`, error))
      .finally(() => {
        // Somebody may have ordered something else meanwhile.
        if (sending.get(tablet) === done) sending.delete(tablet)
      })
    sending.set(tablet, done)
  }

  /**
   * What the kiosk app is told. Anybody in the network can go by the id of a tablet as a stranger, and have a code made for it in
   * this way. It does them no good: the code goes to the kiosk app that a person linked to that tablet and to nobody else, over
   * a topic which the server alone writes and that app alone reads, or by a request to it; and it is good for that tablet alone. It is in no event and no log: of an address both have nothing behind `#`.
   */
  const commandOf = async (tablet: string, { command, letsIn }: KioskMessage): Promise<KioskCommand> => {
    if (!letsIn || command.do !== 'url') return command
    const code = await parts.access.codeFor(tablet)
    return code === undefined ? command : { do: 'url', url: enrolmentUrl(command.url, code) }
  }

  /** @returns why it was refused */
  const deliver = async (tablet: string, state: LadderState, message: Message): Promise<string | undefined> => {
    try {
      if (message.do === 'kiosk') await parts.kiosks.send(tablet, await commandOf(tablet, message))
      else if (isClimbing(state))
        await parts.hints.nudge([{ tablet, version: state.desired, force: false, at: world.now() }])
      return undefined
    } catch (error) {
      world.warn(`${tablet} could not be told: ${message.do === 'kiosk' ? message.command.do : message.do}`, error)
      // A page that is not told now finds out by itself.
      if (message.do !== 'kiosk') return undefined
      return error instanceof RelevoError ? error.code : 'internal'
    }
  }

  return {
    of,
    all: () => [...ladders.values()],
    due() {
      let due = Number.POSITIVE_INFINITY
      for (const { state } of ladders.values()) due = Math.min(due, dueOf(state) ?? due)
      return due
    },
    dueAt: (at) =>
      [...ladders.values()].filter(({ state }) => (dueOf(state) ?? Infinity) <= at).map(({ tablet }) => tablet),
    async atRest(tablet) {
      while (sending.has(tablet)) await sending.get(tablet)
    },
    apply,
    sweep: (isKnown) =>
      inTurn(async () => {
        const at = world.now()
        const isOver = ({ tablet, state }: Ladder) =>
          !isKnown(tablet) || (state.phase === 'well' && recent(state.spent, at).length === 0)
        const gone = [...ladders.values()].filter(isOver).map(({ tablet }) => tablet)
        if (gone.length === 0) return
        await store.save([], gone, [])
        for (const tablet of gone) ladders.delete(tablet)
      }),
    async settled() {
      while (sending.size > 0) await Promise.all(sending.values())
    },
  }
}

type KioskMessage = Extract<Message, { do: 'kiosk' }>

interface Stepped extends Happening {
  before: LadderState
  result: LadderStep
}

/** Whether pages can be had, as far as it was found out. */
type Answers = Map<string, boolean | undefined>

function answerKey(stepped: Stepped): string {
  return JSON.stringify([stepped.seen.tablet, loadedBy(stepped)])
}

/** The release that a step begins to have loaded; `undefined` for a step that loads no page. */
function loadedBy({ event, before, result: { state } }: Stepped): string | undefined {
  return 'sight' in event && isBegun(before, state) && isNoticed(state.rung) ? state.desired : undefined
}

/** Whom a person wants to be climbed for does not stand in line behind a whole fleet, whose turn may take hours. */
function crowded(event: LadderEvent, isCrowded: boolean): LadderEvent {
  return event.type === 'looked' ? { ...event, sight: { ...event.sight, isCrowded } } : event
}

/** Is a rung being climbed? */
export function isActing({ phase }: LadderState): boolean {
  return phase === 'sending' || phase === 'verifying'
}

/** Was a rung begun by this step? */
function isBegun(before: LadderState, after: LadderState): after is LadderState & { phase: 'sending' | 'verifying' } {
  if (!isClimbing(after) || !isActing(after)) return false
  return !isClimbing(before) || before.climbed !== after.climbed || before.lastAt !== after.lastAt
}

function orderLine({ event, actor, seen }: Stepped, at: number): NewEvent[] {
  if (actor === undefined) return []
  const { tablet, environment } = seen
  return [
    {
      at,
      type: 'ladder-ordered',
      environment,
      actor,
      subject: { kind: 'tablet', id: tablet },
      data: { do: event.type },
    },
  ]
}
