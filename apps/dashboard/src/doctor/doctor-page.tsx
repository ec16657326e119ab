import { Prose } from '../pieces/prose.tsx'
import { Trouble } from '../pieces/trouble.tsx'
import { Heading } from '../shell/heading.tsx'
import { checkName, doctorWords as words } from '../wording/doctor.ts'
import { words as shared } from '../wording/shared.ts'
import { amount, clock } from '../wording/units.ts'
import { groupsOf } from './finding-row.ts'
import { FoundCheck } from './found-check.tsx'
import { messageOf } from './message.ts'
import { useExamination } from './use-examination.ts'

/** What is known to be set up wrongly between tablets, kiosk apps, brokers and this server, and the cure. */
export function DoctorPage() {
  const { findings, at, isLooking, trouble, look } = useExamination()
  const all = findings.value
  return (
    <>
      <div class="title">
        <Heading title={shared.pages.doctor} />
        <div class="actions">
          <span class="quiet" role="status">
            {isLooking.value ? words.looking : all && words.lookedAt(clock(at.value))}
          </span>
          <button type="button" aria-disabled={isLooking.value} onClick={look}>
            {words.lookAgain}
          </button>
        </div>
      </div>
      <p class="quiet">{words.doctorIs}</p>
      <Trouble error={trouble.value} />
      {all && <Findings findings={all} />}
    </>
  )
}

function Findings({ findings }: { findings: Parameters<typeof groupsOf>[0] }) {
  const found = groupsOf(findings, 'found')
  const unmeasured = groupsOf(findings, 'unmeasured')
  const well = groupsOf(findings, 'well')
  return (
    <>
      {found.length === 0 ? (
        <p class="note healthy">
          <strong>{words.nothingFound}</strong>
        </p>
      ) : (
        <section class="found-checks">
          <h2>{words.found(found.length)}</h2>
          {found.map((group) => (
            <FoundCheck key={group.check} group={group} />
          ))}
        </section>
      )}
      <Rest title={words.unmeasured} about={words.unmeasuredAre} groups={unmeasured} isOpen />
      <Rest title={words.well} groups={well} />
    </>
  )
}

interface RestProps {
  title: string
  about?: string
  groups: ReturnType<typeof groupsOf>
  isOpen?: boolean
}

/** Checks that found nothing, or could not look, each in a line. */
function Rest({ title, about, groups, isOpen = false }: RestProps) {
  if (groups.length === 0) return null
  return (
    <details class="panel checks" open={isOpen}>
      <summary>
        {title} <span class="quiet">{amount(groups.length)}</span>
      </summary>
      {about !== undefined && <p class="quiet">{about}</p>}
      <dl class="rows">
        {groups.map(({ check, findings }) => (
          <div key={check}>
            <dt>{checkName(check)}</dt>
            <dd>
              {findings.map(({ message }) => (
                <div key={message}>
                  <Prose text={messageOf(message)} />
                </div>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
