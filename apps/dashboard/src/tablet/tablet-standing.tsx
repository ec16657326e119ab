import type { AssignmentRow, TabletRow } from '../api/rows.ts'
import { Sentence } from '../pieces/sentence.tsx'
import { addressOf } from '../shell/route.ts'
import { doing } from '../tablets/tablet-state.tsx'
import { eventWords } from '../wording/events.ts'
import { said } from '../wording/language.ts'
import { words } from '../wording/shared.ts'
import { tabletWords } from '../wording/tablet.ts'
import { cureOf, tabletWords as listWords, reason } from '../wording/tablets.ts'
import { moment } from '../wording/units.ts'
import { whyOf } from './why.ts'

/** What the tablet reports beside what it should run, why, and what is in the way. */
export function TabletStanding({ tablet }: { tablet: TabletRow }) {
  const { release, releaseSince, desired, phase, stuck, error, withoutWorker, assignment } = tablet
  const why = whyOf(tablet)
  const isRight = release !== undefined && release === desired
  return (
    <section class="panel standing-of-tablet">
      <div class="two-releases">
        <Release says={tabletWords.reports} version={release} colour={isRight ? 'good' : 'behind'}>
          {releaseSince && `${words.since} ${moment(releaseSince)}`}
        </Release>
        <Release says={tabletWords.shouldRun} version={desired}>
          {doing(tablet)}
        </Release>
      </div>
      {why.length > 0 && (
        <p>
          <Sentence pieces={why} />
        </p>
      )}
      {assignment && <Assignment assignment={assignment} />}
      {stuck && (
        <Fault
          title={stuck.target ? `${listWords.stuckBefore} ${stuck.target}` : listWords.phases.stuck}
          code={stuck.code}
          detail={stuck.detail}
          at={`${words.since} ${moment(stuck.since)}`}
        />
      )}
      {error && error.code !== stuck?.code && (
        <Fault
          title={[tabletWords.lastError, error.target].filter(Boolean).join(' · ')}
          code={error.code}
          detail={error.detail}
          at={moment(error.at)}
          isPast={isRight && phase === 'current'}
        />
      )}
      {withoutWorker && (
        <p class="quiet">
          {listWords.withoutWorker} ({reason(withoutWorker)}). {cureOf(withoutWorker)}
        </p>
      )}
    </section>
  )
}

interface ReleaseProps {
  says: string
  version: string | undefined
  colour?: string
  children: string | undefined
}

function Release({ says, version, colour, children }: ReleaseProps) {
  return (
    <div>
      <div class="quiet">{says}</div>
      <strong class={colour}>
        {version === undefined ? '–' : <a href={addressOf('release', version)}>{version}</a>}
      </strong>
      <div class="quiet">{children}</div>
    </div>
  )
}

function Assignment({ assignment }: { assignment: AssignmentRow }) {
  const { deployment, wave, state, since, attempts, code, detail } = assignment
  const facts = [
    said(eventWords.assignments, state),
    wave !== undefined && `${tabletWords.wave} ${wave}`,
    attempts > 1 && tabletWords.attempts(attempts),
    code && reason(code),
    detail,
    `${words.since} ${moment(since)}`,
  ]
  return (
    <p>
      {tabletWords.inThe} <a href={addressOf('deployment', deployment)}>{tabletWords.deployment}</a>:{' '}
      {facts.filter(Boolean).join(' · ')}
    </p>
  )
}

interface FaultProps {
  title: string
  code: string | undefined
  detail: string | undefined
  at: string
  /** It got over it. */
  isPast?: boolean
}

/** What went wrong, exactly what, and what can be done about it. */
function Fault({ title, code, detail, at, isPast = false }: FaultProps) {
  const cure = code && !isPast && cureOf(code)
  return (
    <div class={isPast ? 'fault past' : 'fault'}>
      <strong>{title}</strong>
      {code && `: ${reason(code)}`} <span class="quiet">{at}</span>
      {detail && <div>{detail}</div>}
      {cure && <div class="quiet">{cure}</div>}
    </div>
  )
}
