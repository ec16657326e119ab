import { alertWords as words } from '../wording/alerts.ts'
import { said } from '../wording/language.ts'
import { words as shared } from '../wording/shared.ts'
import { duration, moment } from '../wording/units.ts'
import type { AlertRow } from './alert-row.ts'
import { figure } from './figure.ts'

/** What was wrong and is over, latest first. */
export function ResolvedAlerts({ alerts }: { alerts: readonly AlertRow[] }) {
  return (
    <section>
      <h2>{words.resolved}</h2>
      {alerts.length === 0 ? (
        <p class="quiet">{words.noneResolved}</p>
      ) : (
        <div class="scroll">
          <table class="stacked">
            <thead>
              <tr>
                <th>{words.alert}</th>
                <th>{shared.environment}</th>
                <th>{words.since}</th>
                <th>{words.lasted}</th>
                <th>{words.worst}</th>
                <th>{words.by}</th>
              </tr>
            </thead>
            <tbody>
              {alerts.map((alert) => (
                <Row key={alert.id} alert={alert} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function Row({
  alert: { rule, environment, since, resolvedAt, value, threshold, text, acknowledged },
}: {
  alert: AlertRow
}) {
  return (
    <tr>
      <td title={text}>
        <strong>{said(words.rules, rule)}</strong>
      </td>
      <td data-label={shared.environment}>{environment}</td>
      <td data-label={words.since}>{moment(since)}</td>
      <td data-label={words.lasted}>{resolvedAt && duration(Date.parse(resolvedAt) - Date.parse(since))}</td>
      <td data-label={words.worst}>
        <div>
          {figure(rule, value)}{' '}
          <span class="quiet">
            {words.limit.toLowerCase()} {figure(rule, threshold)}
          </span>
        </div>
      </td>
      <td data-label={words.by} class="why">
        {acknowledged && (
          <div>
            {acknowledged.by}
            <div class="quiet">{acknowledged.note}</div>
          </div>
        )}
      </td>
    </tr>
  )
}
