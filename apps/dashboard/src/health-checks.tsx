import type { CheckRow } from './deployment.ts'
import { duration, moment, said, words } from './wording.ts'

const COLOURS = { healthy: 'good', unhealthy: 'bad', unmeasured: '' }

/** Every look at the health of a deployment, oldest first. */
export function HealthChecks({ checks }: { checks: CheckRow[] }) {
  return (
    <section>
      <h3>{words.checks}</h3>
      {checks.length === 0 ? (
        <p>{words.noChecks}</p>
      ) : (
        <div class="scroll">
          <table class="stacked">
            <thead>
              <tr>
                <th>{words.attempt}</th>
                <th>{words.target}</th>
                <th>{words.verdict}</th>
                <th>{words.answered}</th>
                <th>{words.address}</th>
                <th>{words.answer}</th>
                <th>{words.when}</th>
              </tr>
            </thead>
            <tbody>
              {checks.map((check) => (
                <Row key={`${check.round} ${check.attempt} ${check.target}`} check={check} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function Row({ check }: { check: CheckRow }) {
  const { round, attempt, target, must, verdict, status, latency, address, excerpt, detail, at } = check
  return (
    <tr>
      <td>
        <strong>{attempt}</strong> <span class="quiet">{said(words.rounds, round)}</span>
      </td>
      <td data-label={words.target} class="why">
        <div>
          {target}
          {!must && <div class="quiet">{words.optionalTarget}</div>}
        </div>
      </td>
      <td data-label={words.verdict} class={COLOURS[verdict]}>
        {said(words.verdicts, verdict)}
      </td>
      <td data-label={words.answered}>
        <div>
          {status} <span class="quiet">{duration(latency)}</span>
        </div>
      </td>
      <td data-label={words.address}>{address}</td>
      <td data-label={words.answer} class="why">
        {(detail || excerpt) && (
          <div>
            {detail}
            {excerpt && <code class="excerpt">{excerpt}</code>}
          </div>
        )}
      </td>
      <td data-label={words.when}>{moment(at)}</td>
    </tr>
  )
}
