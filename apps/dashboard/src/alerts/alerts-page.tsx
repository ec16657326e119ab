import { get, ifThere } from '../api/api.ts'
import { useLook } from '../live/use-look.ts'
import { Trouble } from '../pieces/trouble.tsx'
import { useQuestion } from '../pieces/use-question.ts'
import { Heading } from '../shell/heading.tsx'
import { alertWords as words } from '../wording/alerts.ts'
import { AcknowledgeDialog } from './acknowledge-dialog.tsx'
import { AlertCard } from './alert-card.tsx'
import type { AlertRow } from './alert-row.ts'
import { ResolvedAlerts } from './resolved-alerts.tsx'

/** As many as are shown of those that are over. */
const RESOLVED = 50

/** What the rules over the fleet found: first what is wrong now, then what was. */
export function AlertsPage() {
  const { seen, trouble } = useLook(['alerts'], async (signal) => {
    const [firing, resolved] = await Promise.all([
      ifThere(get<AlertRow>('alerts?state=firing&limit=200', signal)),
      ifThere(get<AlertRow>(`alerts?state=resolved&limit=${RESOLVED}`, signal)),
    ])
    return { firing: firing?.data ?? [], resolved: resolved?.data ?? [] }
  })
  const { open, ask } = useQuestion<AlertRow>()
  const { firing = [], resolved = [] } = seen.value ?? {}
  return (
    <>
      <Heading title={words.alerts} />
      <Trouble error={trouble.value} />
      {seen.value && (
        <section>
          <h2>
            {words.firing} <span class="quiet">{firing.length > 0 && firing.length}</span>
          </h2>
          {firing.length === 0 ? (
            <div class="empty">{words.quiet}</div>
          ) : (
            <ul class="alerts">
              {firing.map((alert) => (
                <AlertCard key={alert.id} alert={alert} onAcknowledge={() => ask(alert)} />
              ))}
            </ul>
          )}
        </section>
      )}
      {seen.value && <ResolvedAlerts alerts={resolved} />}
      {open.value && <AcknowledgeDialog key={open.value.nth} alert={open.value.about} onClose={open.value.close} />}
    </>
  )
}
