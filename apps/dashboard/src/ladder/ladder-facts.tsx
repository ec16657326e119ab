import { type Fact, Facts } from '../pieces/facts.tsx'
import { ladderWords as words } from '../wording/ladder.ts'
import { said } from '../wording/language.ts'
import { words as shared } from '../wording/shared.ts'
import { reason } from '../wording/tablets.ts'
import { amount, moment, shortMoment } from '../wording/units.ts'
import type { LadderRow } from './ladder-row.ts'

/** How far a ladder was climbed, what it waits for, and what is left of the day's budget. */
export function LadderFacts({ ladder }: { ladder: LadderRow }) {
  const { why, code, since, desired, tries = 0, last, lastAt, climbed = 0, spent, perDay, waitsFor, until } = ladder
  const isOnIt = why !== undefined
  const wrong = isOnIt && [said(words.whys, why), code && reason(code)].filter(Boolean).join(': ')
  const facts: Fact[] = [
    [words.wrong, wrong && `${wrong}, ${shared.since} ${moment(since)}`],
    [words.desired, desired],
    [words.last, last && `${said(words.rungs, last)} · ${shortMoment(lastAt)}`],
    [words.tries, isOnIt && words.triesAre(tries, climbed)],
    [words.waitsFor, waitsFor && said(words.waits, waitsFor)],
    [words.next, until && moment(until)],
    [
      words.budget,
      perDay === undefined ? words.off : words.budgetIs(amount(Math.max(0, perDay - spent)), amount(perDay)),
    ],
  ]
  return <Facts facts={facts} class="rows" />
}
