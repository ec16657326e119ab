import type { WholeDeployment } from '../deployments/deployment.ts'
import { standing } from '../deployments/deployment-state.tsx'
import type { Acting } from '../pieces/acting.ts'
import { Dialog } from '../pieces/dialog.tsx'
import { sumOf } from '../rollout/wave.ts'
import { addressOf } from '../shell/route.ts'
import { deployingWords as words } from '../wording/deploying.ts'

interface SupersedeDialogProps {
  running: WholeDeployment
  /** The release that would take its place. */
  version: string
  acting: Acting
  onConfirm(): void
  onClose(): void
}

/** Asks before a deployment that runs is ended by another one. */
export function SupersedeDialog({ running, version, acting, onConfirm, onClose }: SupersedeDialogProps) {
  const { id, environment, waves = [] } = running
  const { members, succeeded, underWay } = sumOf(waves)
  return (
    <Dialog
      title={words.supersedeTitle(running.version, environment)}
      confirm={words.supersede(version)}
      acting={acting}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <p>
        <a href={addressOf('deployment', id)}>{running.version}</a>: {standing(running)}
      </p>
      <p>{words.supersedeMeans(running.version, version)}</p>
      {members > 0 && (
        <p>
          <strong>{words.supersedeHas(succeeded + underWay, members, running.version)}</strong>
        </p>
      )}
    </Dialog>
  )
}
