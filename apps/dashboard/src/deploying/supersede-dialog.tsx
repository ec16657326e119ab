import { isMoving } from '../deployments/deployment.ts'
import { standing } from '../deployments/deployment-state.tsx'
import type { Acting } from '../pieces/acting.ts'
import { Dialog } from '../pieces/dialog.tsx'
import { sumOf } from '../rollout/wave.ts'
import { addressOf } from '../shell/route.ts'
import { deployingWords as words } from '../wording/deploying.ts'
import type { Running } from './running.ts'

interface SupersedeDialogProps {
  running: Running
  /** The release that would take its place. */
  version: string
  acting: Acting
  onConfirm(): void
  onClose(): void
}

/** Asks before a deployment that runs is ended by another one. */
export function SupersedeDialog(props: SupersedeDialogProps) {
  const { running, version, acting, onConfirm, onClose } = props
  const { id, environment, waves = [], ...rest } = running.deployment
  const { succeeded, underWay } = sumOf(waves)
  return (
    <Dialog
      title={(isMoving(running.deployment) ? words.supersedeTitle : words.supersedeWaiting)(rest.version, environment)}
      confirm={words.supersede(version)}
      acting={acting}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <p>
        <a href={addressOf('deployment', id)}>{rest.version}</a>: {standing(running.deployment)}
      </p>
      <p>{words.supersedeMeans(rest.version, version)}</p>
      {waves.length > 0 && (
        <p>
          <strong>{words.supersedeHas(succeeded + underWay, running.fleet, rest.version)}</strong>
        </p>
      )}
    </Dialog>
  )
}
