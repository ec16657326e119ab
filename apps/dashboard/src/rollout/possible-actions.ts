import type { WholeDeployment } from '../deployments/deployment.ts'
import { sumOf } from './wave.ts'

/** What a person can do about a deployment on its way over the fleet. */
export type RolloutAction = 'pause' | 'resume' | 'accept' | 'next' | 'everybody' | 'finish' | 'switch' | 'end' | 'retry'

const SPREADING: readonly string[] = ['spreading', 'baking', 'gated']

/** Those that would change something as it stands; the server decides. */
export function possibleActions(deployment: WholeDeployment): RolloutAction[] {
  const { phase, paused, brake, wave = 0, waveCount = 0, waves = [] } = deployment
  const spreads = SPREADING.includes(phase)
  /** The brake also watches over tablets that come late, after the end. */
  const isHeld = brake?.action === 'pause' && (spreads || phase === 'success')
  const mayHasten = spreads && !isHeld && !paused
  const possible: Record<RolloutAction, boolean> = {
    next: mayHasten && wave < waveCount,
    everybody: mayHasten && wave < waveCount,
    finish: mayHasten && wave > 0 && wave === waveCount,
    switch: phase === 'previewing',
    resume: paused !== undefined && (spreads || phase === 'success'),
    accept: isHeld,
    pause: spreads && paused?.why !== 'operator',
    retry: (spreads || phase === 'success') && sumOf(waves).failed > 0,
    end: spreads || phase === 'previewing' || phase === 'scheduled',
  }
  return (Object.keys(possible) as RolloutAction[]).filter((action) => possible[action])
}
