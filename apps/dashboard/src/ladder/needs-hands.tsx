import { get, ifThere } from '../api/api.ts'
import { useLook } from '../live/use-look.ts'
import { addressOf } from '../shell/route.ts'
import { ladderWords as words } from '../wording/ladder.ts'
import { words as shared } from '../wording/shared.ts'
import { shortMoment } from '../wording/units.ts'
import { adviceOf, situationOf } from './instruction.ts'
import type { LadderRow } from './ladder-row.ts'

/** As many are told at once; the list of tablets has the others. */
const TOLD = 8

/** Tablets that a person has to go to, each with what to do there: before anything else that an operator sees. */
export function NeedsHands() {
  const { seen } = useLook(['ladders', 'tablets'], (signal) =>
    ifThere(get<LadderRow>(`ladders?phase=needs-hands&limit=${TOLD}`, signal)),
  )
  if (!seen.value || seen.value.count === 0) return null
  const { data, count } = seen.value
  return (
    <section class="hands" aria-labelledby="needs-hands">
      <h2 id="needs-hands">
        <a href={addressOf('tablets', '', { hands: 'true' })}>{words.handsTitle(count)}</a>
      </h2>
      <ul>
        {data.map((ladder) => (
          <li key={ladder.tablet}>
            <div>
              <a href={addressOf('tablet', ladder.tablet)}>{ladder.tablet}</a>: {adviceOf(ladder)}
            </div>
            <div class="quiet">
              {situationOf(ladder)} {ladder.calledAt && words.calledAt(shared.since, shortMoment(ladder.calledAt))}
            </div>
          </li>
        ))}
      </ul>
      {count > data.length && (
        <a href={addressOf('tablets', '', { hands: 'true' })}>{words.moreHands(count - data.length)}</a>
      )}
    </section>
  )
}
