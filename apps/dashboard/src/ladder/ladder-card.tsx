import { getOne, ifThere } from '../api/api.ts'
import { useLook } from '../live/use-look.ts'
import { Trouble } from '../pieces/trouble.tsx'
import { ladderWords as words } from '../wording/ladder.ts'
import { said } from '../wording/language.ts'
import { moment, shortMoment } from '../wording/units.ts'
import { capital } from './capital.ts'
import { adviceOf, situationOf } from './instruction.ts'
import { LadderFacts } from './ladder-facts.tsx'
import { LadderOrders } from './ladder-orders.tsx'
import type { LadderRow } from './ladder-row.ts'
import { RungSteps } from './rung-steps.tsx'

/** A rung is being climbed: it ends within seconds. */
const isMoving = (ladder: LadderRow | undefined) => ladder?.phase === 'sending' || ladder?.phase === 'verifying'

/** What the server does, by itself, to bring a tablet back; nothing on a server that does not do that. */
export function LadderCard({ tablet }: { tablet: string }) {
  const { seen, trouble } = useLook(
    ['ladders', 'tablets'],
    (signal) => ifThere(getOne<LadderRow>(`tablets/${encodeURIComponent(tablet)}/ladder`, signal)),
    [tablet],
    isMoving,
  )
  const ladder = seen.value
  if (!ladder) return <Trouble error={trouble.value} />
  const { phase, left, recovered } = ladder
  const isQuiet = phase === 'well' || phase === 'left'
  return (
    <section class="panel ladder">
      <div class="title">
        <h2>{words.ladder}</h2>
        <span class={`badge ${phase === 'needs-hands' ? 'hands' : isQuiet ? '' : 'open'}`}>
          {said(words.phases, phase)}
        </span>
      </div>
      {phase === 'needs-hands' && (
        <div class="fault">
          <strong>{adviceOf(ladder)}</strong>
          <div>{situationOf(ladder)}</div>
        </div>
      )}
      {phase === 'well' && <p class="quiet">{words.wellMeans}</p>}
      {recovered && (
        <p>
          {words.cameBack(recovered.desired, shortMoment(recovered.at))}{' '}
          {recovered.by === undefined ? words.byItself : `${capital(said(words.rungs, recovered.by))}.`}
        </p>
      )}
      {left && <p>{words.leftBy(left.by ?? '–', moment(left.at))}</p>}
      {!isQuiet && <RungSteps ladder={ladder} />}
      <LadderFacts ladder={ladder} />
      <LadderOrders key={tablet} ladder={ladder} />
    </section>
  )
}
