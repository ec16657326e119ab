import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useActing } from './acting.ts'
import { addressOf, type DeploymentRow } from './deployment.ts'
import { Dialog } from './dialog.tsx'
import { ReasonField } from './reason-field.tsx'
import { countByRelease, waysBack } from './ways-back.ts'
import { words } from './wording.ts'

/** Asks before a release is taken back: to which, what that means for how many tablets, and why. */
export function RollbackDialog({ deployment, onClose }: { deployment: DeploymentRow; onClose(): void }) {
  const { id, environment, version } = deployment
  const acting = useActing()
  const choices = useSignal<string[] | undefined>(undefined)
  const counts = useSignal<Map<string, number> | null | undefined>(undefined)
  const to = useSignal('')
  const reason = useSignal('')

  useEffect(() => {
    const abort = new AbortController()
    waysBack(deployment, abort.signal).then(
      (found) => {
        choices.value = found
        to.value = found[0] ?? ''
      },
      (error) => {
        if (!abort.signal.aborted) acting.trouble.value = error
      },
    )
    countByRelease(environment, abort.signal).then(
      (found) => {
        counts.value = found
      },
      () => {
        counts.value = null
      },
    )
    return () => abort.abort()
  }, [id])

  async function goBack(): Promise<void> {
    const why = reason.value.trim()
    if (!(await acting.act(`deployments/${id}/rollback`, { to: to.value, ...(why && { reason: why }) }))) return
    onClose()
    location.hash = addressOf(id)
  }

  return (
    <Dialog
      title={`${environment}: ${words.backTo} ${to.value || '…'}`}
      confirm={`${words.backTo} ${to.value || '…'}`}
      acting={acting}
      isOff={to.value === ''}
      onConfirm={goBack}
      onClose={onClose}
    >
      {choices.value === undefined && <p>{words.loading}</p>}
      {choices.value?.length === 0 && <p>{words.noneToGoBackTo}</p>}
      {to.value !== '' && <Consequence counts={counts.value} environment={environment} from={version} to={to.value} />}
      <label>
        {words.toRelease}
        <select
          disabled={to.value === ''}
          value={to.value}
          onChange={({ currentTarget }) => {
            to.value = currentTarget.value
          }}
        >
          {choices.value?.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      </label>
      <ReasonField value={reason} />
    </Dialog>
  )
}

interface ConsequenceProps {
  /** Tablets by release; `null` when they could not be counted. */
  counts: Map<string, number> | null | undefined
  environment: string
  from: string
  to: string
}

function Consequence({ counts, environment, from, to }: ConsequenceProps) {
  if (counts === undefined) return <p>…</p>
  if (counts === null) return <p class="bad">{words.tabletsUnknown}</p>
  const others = [...counts].filter(([release]) => release !== from && release !== to)
  const more = others.reduce((sum, [, count]) => sum + count, 0)
  return (
    <p>
      <strong>{words.switching(counts.get(from) ?? 0, environment, from, to)}</strong>{' '}
      {more > 0 && `${words.switchingToo(more, to)} `}
      <span class="quiet">{words.backIsChecked}</span>
    </p>
  )
}
