import { type AlertRow, isSilent } from '../alerts/alert-row.ts'
import { alertText } from '../alerts/alert-text.ts'
import { get, ifThere } from '../api/api.ts'
import { useLook } from '../live/use-look.ts'
import { addressOf } from '../shell/route.ts'
import { overviewWords } from '../wording/overview.ts'
import { words } from '../wording/shared.ts'
import { shortMoment } from '../wording/units.ts'

/** What the rules over the fleet found and nobody has silenced; each leads to where something can be done about it. */
export function FiringAlerts() {
  const { seen } = useLook(['alerts'], (signal) => ifThere(get<AlertRow>('alerts?state=firing', signal)))
  const alerts = seen.value?.data.filter((one) => !isSilent(one, Date.now())) ?? []
  if (alerts.length === 0) return null
  return (
    <section aria-label={overviewWords.alerts}>
      <ul class="firing">
        {alerts.map((alert) => (
          <li key={alert.id}>
            <a href={addressOf('alerts')}>{alertText(alert)}</a>{' '}
            <span class="quiet">
              {alert.environment} · {words.since} {shortMoment(alert.since)}
              {alert.acknowledged && ` · ${overviewWords.acknowledgedBy} ${alert.acknowledged.by}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
