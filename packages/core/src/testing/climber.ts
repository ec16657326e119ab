import {
  AT_EASE,
  dueOf,
  type LadderState,
  type PageSight,
  type Sight,
  type Suspicion,
  step,
  suspect,
} from '../ladder/index.ts'
import type { LadderRules } from '../ladder/patience.ts'
import { RULES, sight } from './ladders.ts'

/** A tablet in time: it is looked at every 15 seconds and whenever its ladder is due, and everything sent to it is noted. */
export interface Climber {
  seen: Sight
  state: LadderState
  rules: LadderRules
  at: number
  quietUntil: number | undefined
  isServed: boolean | undefined
  isCrowded: boolean
  /** Commands to its kiosk app cannot be handed over. */
  refuses: 'no' | 'now' | 'for-good'
  sent: string[]
  /** When each was sent. */
  times: number[]
  /** Its page says something else. */
  see(page: PageSight): void
  pass(ms: number): void
}

const LOOK_EVERY = 15_000

/** A tablet that is wrong from 0 on, but for what a test says. */
export function climber(but: Partial<Climber> = {}): Climber {
  let suspicion: Suspicion | undefined
  const sent: string[] = []
  const times: number[] = []
  const one: Climber = {
    seen: sight(),
    state: AT_EASE,
    rules: RULES,
    at: 0,
    quietUntil: undefined,
    isServed: undefined,
    isCrowded: false,
    refuses: 'no',
    sent,
    times,
    see(page) {
      one.seen = { ...one.seen, page }
    },
    pass(ms) {
      const end = one.at + ms
      while (one.at < end) {
        look()
        const due = dueOf(one.state)
        const next = Math.floor(one.at / LOOK_EVERY) * LOOK_EVERY + LOOK_EVERY
        one.at = Math.min(end, next, due !== undefined && due > one.at ? due : next)
      }
      look()
    },
    ...but,
  }
  const look = () => {
    const { at, quietUntil, isServed, isCrowded, rules } = one
    const isQuiet = quietUntil !== undefined && quietUntil > at
    const seen: Sight = { ...one.seen, isServed, isCrowded, ...(isQuiet && { quietUntil }) }
    suspicion = suspect(suspicion, seen, rules.after, at)
    const { state, effects } = step(one.state, { type: 'looked', at, sight: seen, since: suspicion?.since }, rules)
    one.state = state
    for (const message of effects) {
      sent.push(message.do === 'kiosk' ? message.command.do : message.do)
      times.push(at)
      if (message.do === 'kiosk' && one.refuses !== 'no')
        one.state = step(one.state, { type: 'refused', at, isFinal: one.refuses === 'for-good' }, rules).state
    }
  }
  return one
}
