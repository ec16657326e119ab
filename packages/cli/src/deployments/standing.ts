import { amountText, percentText } from '../screen/amount.ts'
import { oneLine } from '../screen/one-line.ts'
import type { Deployment } from './read-deployment.ts'

const RUNNING = ['pending', 'deploying']

/**
 * Does it stand still until a person does something nobody had planned: look at what failed, or let it go on? An approval,
 * a gate before a wave and the switch after a preview were planned.
 */
export function standsStill({ status, paused, brake }: Deployment): boolean {
  return RUNNING.includes(status) && (paused !== undefined || brake?.action === 'pause')
}

/** Why a deployment stands still, or is about to go back, and what can be done; a line each, none where nothing is wrong. */
export function standingTexts(deployment: Deployment): string[] {
  return [...brakeTexts(deployment), ...pauseTexts(deployment)].map(oneLine)
}

function brakeTexts({ id, status, brake }: Deployment): string[] {
  if (!brake) return []
  const { wave, errors, samples, value, threshold, action } = brake
  const measured = `brake: ${amountText(errors)} of ${amountText(samples)} failed in wave ${wave}: at least ${percentText(value)} would, ${percentText(threshold)} may`
  // Of one that went back, or was called off, nothing can be done any more; late tablets of a success are braked too.
  if (!RUNNING.includes(status) && status !== 'success') return [measured]
  const then: Record<string, string> = {
    pause: `\`relevo resume ${id} --accept-errors\` goes on all the same, \`relevo rollback ${id}\` goes back`,
    rollback: 'it goes back',
    notify: 'it goes on',
  }
  return [`${measured}; ${Object.hasOwn(then, action) ? then[action] : action}`]
}

function pauseTexts({ id, paused }: Deployment): string[] {
  if (!paused) return []
  const detail = paused.detail === undefined ? '' : ` (${paused.detail})`
  const why = paused.why === 'inconclusive' ? 'the wave cannot be judged' : 'somebody wanted it so'
  return [`paused: ${why}${detail}; \`relevo resume ${id}\` goes on`]
}
