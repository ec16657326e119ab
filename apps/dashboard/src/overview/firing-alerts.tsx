import { get, ifThere } from '../api/api.ts'
import { useLook } from '../live/use-look.ts'
import { addressOf } from '../shell/route.ts'
import { overviewWords } from '../wording/overview.ts'
import { words } from '../wording/shared.ts'
import { shortMoment } from '../wording/units.ts'

/** An alert, as far as the overview tells of it. */
interface FiringAlert {
  id: string
  environment?: string
  since: string
  text: string
  acknowledged?: { by: string }
  silencedUntil?: string
}

/** What the rules over the fleet found and nobody has silenced; each leads to where something can be done about it. */
export function FiringAlerts() {
  const { seen } = useLook(['alerts'], (signal) => ifThere(get<FiringAlert>('alerts?state=firing', signal)))
  const alerts = seen.value?.data.filter(({ silencedUntil }) => silencedUntil === undefined) ?? []
  if (alerts.length === 0) return null
  return (
    <section aria-label={overviewWords.alerts}>
      <ul class="firing">
        {alerts.map(({ id, text, since, acknowledged }) => (
          <li key={id}>
            <a href={addressOf('alerts')}>{text}</a>{' '}
            <span class="quiet">
              {words.since} {shortMoment(since)}
              {acknowledged && ` · ${overviewWords.acknowledgedBy} ${acknowledged.by}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
