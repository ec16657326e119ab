import type { WholeDeployment } from '../deployments/deployment.ts'
import { rolloutWords as words } from '../wording/rollout.ts'
import type { RolloutAction } from './possible-actions.ts'
import { sumOf } from './wave.ts'

/**
 * What an action would mean as things stand, in numbers.
 *
 * @param fleet tablets of its environment, where that is known
 */
export function consequence(action: RolloutAction, deployment: WholeDeployment, fleet?: number): string {
  const { waves = [], wave = 0, brake, phase } = deployment
  const all = sumOf(waves)
  const opened = sumOf(waves.filter((one) => one.status !== 'pending'))
  const ahead = waves.filter((one) => one.status === 'pending')
  const has = all.succeeded + all.underWay
  switch (action) {
    case 'pause':
      return words.pauseMeans(all.underWay)
    case 'resume':
      return brake?.action === 'pause' ? words.resumeBraked : words.resumeMeans(opened.waiting)
    case 'accept':
      return words.acceptMeans(all.failed, all.members - has - all.failed - all.incompatible)
    case 'next':
      return words.nextMeans(wave + 1, ahead[0]?.members ?? 0)
    case 'everybody':
      return words.everybodyMeans(ahead.length, sumOf(ahead).members)
    case 'finish':
      return words.finishMeans(all.members - all.succeeded)
    case 'switch':
      return fleet === undefined ? words.switchMeansAll : words.switchMeans(fleet)
    case 'end':
      return phase === 'scheduled' || phase === 'previewing' ? words.endEarly : words.endMeans(has, all.members - has)
    case 'retry':
      return words.retryMeans(all.failed)
  }
}
