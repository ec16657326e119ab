import { getOne, ifThere } from '../api/api.ts'
import type { WholeDeployment } from '../deployments/deployment.ts'
import { useLook } from '../live/use-look.ts'
import { AdoptionChart } from './adoption-chart.tsx'
import { usePlannedWaves } from './planned.ts'
import { RolloutActions } from './rollout-actions.tsx'
import { RolloutNotes } from './rollout-notes.tsx'
import type { Adoption } from './wave.ts'
import { WaveCards } from './wave-cards.tsx'

/** What the page of a deployment says of its way over the fleet; nothing of one that has none. */
export function RolloutParts({ deployment }: { deployment: WholeDeployment }) {
  const waves = usePlannedWaves(deployment)
  return (
    <>
      <RolloutNotes deployment={deployment} />
      <RolloutActions deployment={{ ...deployment, waves }} />
      <WaveCards waves={waves} plan={deployment.plan} />
      {waves.length > 0 && <Curve deployment={deployment} />}
    </>
  )
}

function Curve({ deployment }: { deployment: WholeDeployment }) {
  const { id, finishedAt } = deployment
  const { seen } = useLook(
    ['deployments', 'tablets'],
    (signal) => ifThere(getOne<Adoption>(`deployments/${encodeURIComponent(id)}/adoption`, signal)),
    [id],
  )
  return seen.value ? <AdoptionChart adoption={seen.value} finishedAt={finishedAt} /> : null
}
