import { ifThere, send } from '../api/api.ts'
import type { Preview } from '../deploying/plan.ts'
import type { WholeDeployment } from '../deployments/deployment.ts'
import { useLook } from '../live/use-look.ts'
import type { WaveRow } from './wave.ts'

/**
 * The waves of a deployment, those to come with as many tablets as they would have now: who is in a wave is settled when it
 * opens.
 */
export function usePlannedWaves({ environment, plan, waves = [] }: WholeDeployment): WaveRow[] {
  const isWanted = plan !== undefined && waves.some(({ status }) => status === 'pending')
  const { seen } = useLook(
    ['tablets'],
    async () => (isWanted ? ifThere(send<Preview>('POST', 'deployments/plan', { environment, ...plan })) : undefined),
    [environment, isWanted],
  )
  return withPlanned(waves, seen.value)
}

/** The same waves, those to come with the numbers of a preview. */
export function withPlanned(waves: readonly WaveRow[], preview: Preview | undefined): WaveRow[] {
  return waves.map((wave) => {
    const planned = preview?.waves.find((one) => one.wave === wave.wave)
    if (wave.status !== 'pending' || !planned) return wave
    const { members, online } = planned
    return { ...wave, members, online, waiting: online }
  })
}
