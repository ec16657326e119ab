import { Prose } from '../pieces/prose.tsx'
import { checkName, exactCure, doctorWords as words, wordsOf } from '../wording/doctor.ts'
import type { CheckGroup, FindingRow } from './finding-row.ts'
import { messageOf } from './message.ts'
import { subjectAddress } from './subject-address.ts'

/** What one check found: whom, what comes of it, and what to do. */
export function FoundCheck({ group: { check, findings } }: { group: CheckGroup }) {
  const [first] = findings
  if (!first) return null
  const { why, cure } = wordsOf(first)
  const isOneCure = findings.every((one) => one.do === first.do)
  return (
    <section class="panel finding" aria-label={checkName(check)}>
      <h3>{checkName(check)}</h3>
      <ul>
        {findings.map((one) => (
          <li key={`${one.subject} ${one.message}`}>
            <Subject finding={one} /> <Prose text={messageOf(one.message)} />
            {(!isOneCure || exactCure(one) !== undefined) && (
              <div>
                <Prose text={exactCure(one) ?? one.do} />
              </div>
            )}
          </li>
        ))}
      </ul>
      <dl class="rows">
        <div>
          <dt>{words.why}</dt>
          <dd>
            <Prose text={why} />
          </dd>
        </div>
        {isOneCure && (
          <div>
            <dt>{words.whatToDo}</dt>
            <dd>
              <strong>
                <Prose text={cure} />
              </strong>
            </dd>
          </div>
        )}
      </dl>
    </section>
  )
}

function Subject({ finding: { check, subject } }: { finding: FindingRow }) {
  if (subject === undefined) return null
  const href = subjectAddress(check, subject)
  return <strong>{href === undefined ? subject : <a href={href}>{subject}</a>}:</strong>
}
