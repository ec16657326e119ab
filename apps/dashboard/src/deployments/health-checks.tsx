import { deploymentWords } from '../wording/deployments.ts'
import { said } from '../wording/language.ts'
import { words } from '../wording/shared.ts'
import { duration, moment } from '../wording/units.ts'
import type { CheckRow } from './deployment.ts'

const COLOURS = { healthy: 'good', unhealthy: 'bad', unmeasured: '' }

/** Every look at the health of a deployment, oldest first. */
export function HealthChecks({ checks }: { checks: CheckRow[] }) {
  return (
    <section class="panel">
      <h2>{deploymentWords.checks}</h2>
      {checks.length === 0 ? (
        <p>{deploymentWords.noChecks}</p>
      ) : (
        <div class="scroll">
          <table class="stacked">
            <thead>
              <tr>
                <th>{deploymentWords.attempt}</th>
                <th>{deploymentWords.target}</th>
                <th>{deploymentWords.verdict}</th>
                <th>{deploymentWords.answered}</th>
                <th>{deploymentWords.address}</th>
                <th>{deploymentWords.answer}</th>
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
        <strong>{attempt}</strong> <span class="quiet">{said(deploymentWords.rounds, round)}</span>
      </td>
      <td data-label={deploymentWords.target} class="why">
        <div>
          {target}
          {!must && <div class="quiet">{deploymentWords.optionalTarget}</div>}
        </div>
      </td>
      <td data-label={deploymentWords.verdict} class={COLOURS[verdict]}>
        {said(deploymentWords.verdicts, verdict)}
      </td>
      <td data-label={deploymentWords.answered}>
        <div>
          {status} <span class="quiet">{duration(latency)}</span>
        </div>
      </td>
      <td data-label={deploymentWords.address}>{address}</td>
      <td data-label={deploymentWords.answer} class="why">
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
