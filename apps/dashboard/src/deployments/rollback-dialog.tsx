import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useActing } from '../pieces/acting.ts'
import { Dialog } from '../pieces/dialog.tsx'
import { ReasonField } from '../pieces/reason-field.tsx'
import { addressOf } from '../shell/route.ts'
import { deploymentWords } from '../wording/deployments.ts'
import type { DeploymentRow } from './deployment.ts'
import { countByRelease, waysBack } from './ways-back.ts'

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
    location.hash = addressOf('deployment', id)
  }

  return (
    <Dialog
      title={`${environment}: ${deploymentWords.backTo} ${to.value || '…'}`}
      confirm={`${deploymentWords.backTo} ${to.value || '…'}`}
      acting={acting}
      isOff={to.value === ''}
      onConfirm={goBack}
      onClose={onClose}
    >
      {choices.value === undefined && <p>{deploymentWords.loading}</p>}
      {choices.value?.length === 0 && <p>{deploymentWords.noneToGoBackTo}</p>}
      {to.value !== '' && <Consequence counts={counts.value} environment={environment} from={version} to={to.value} />}
      <label>
        {deploymentWords.toRelease}
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
  if (counts === null) return <p class="bad">{deploymentWords.tabletsUnknown}</p>
  const others = [...counts].filter(([release]) => release !== from && release !== to)
  const more = others.reduce((sum, [, count]) => sum + count, 0)
  return (
    <p>
      <strong>{deploymentWords.switching(counts.get(from) ?? 0, environment, from, to)}</strong>{' '}
      {more > 0 && `${deploymentWords.switchingToo(more, to)} `}
      <span class="quiet">{deploymentWords.backIsChecked}</span>
    </p>
  )
}
