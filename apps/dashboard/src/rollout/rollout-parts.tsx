import type { WholeDeployment } from '../deployments/deployment.ts'
import { rolloutWords } from '../wording/rollout.ts'
import { Adoption } from './adoption.tsx'
import { usePlannedWaves } from './planned.ts'
import { RolloutActions } from './rollout-actions.tsx'
import { RolloutNotes } from './rollout-notes.tsx'
import { WaveCards } from './wave-cards.tsx'

/** What the page of a deployment says of its way over the fleet; nothing of one that has none. */
export function RolloutParts({ deployment }: { deployment: WholeDeployment }) {
  const waves = usePlannedWaves(deployment)
  return (
    <>
      <RolloutNotes deployment={deployment} />
      <RolloutActions deployment={{ ...deployment, waves }} />
      <WaveCards waves={waves} plan={deployment.plan} />
      {waves.length > 0 && <Adoption deployment={deployment} title={rolloutWords.adoption} />}
    </>
  )
}
