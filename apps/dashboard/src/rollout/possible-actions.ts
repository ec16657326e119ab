import type { WholeDeployment } from '../deployments/deployment.ts'
import { sumOf } from './wave.ts'

/** What a person can do about a deployment on its way over the fleet. */
export type RolloutAction = 'pause' | 'resume' | 'accept' | 'next' | 'everybody' | 'switch' | 'end' | 'retry'

const SPREADING: readonly string[] = ['spreading', 'baking', 'gated']

/** Those that would change something as it stands; the server decides. */
export function possibleActions(deployment: WholeDeployment): RolloutAction[] {
  const { phase, paused, brake, wave = 0, waveCount = 0, waves = [] } = deployment
  const spreads = SPREADING.includes(phase)
  const isHeld = spreads && brake?.action === 'pause'
  const possible: Record<RolloutAction, boolean> = {
    next: spreads && !isHeld && wave < waveCount,
    everybody: spreads && !isHeld && wave < waveCount,
    switch: phase === 'previewing',
    resume: paused !== undefined,
    accept: isHeld,
    pause: spreads && !paused,
    retry: (spreads || phase === 'success') && sumOf(waves).failed > 0,
    end: spreads || phase === 'previewing' || phase === 'scheduled',
  }
  return (Object.keys(possible) as RolloutAction[]).filter((action) => possible[action])
}
