import { count } from '../screen/count.ts'
import { momentText } from '../screen/moment.ts'
import { oneLine } from '../screen/one-line.ts'
import type { Deployment } from './read-deployment.ts'
import { standingTexts } from './standing.ts'
import { type Goal, type Outcome, outcomeOf } from './verdict.ts'

/** What happens in a phase. One that a newer server invents stands for itself. */
const PHASES: Record<string, (deployment: Deployment) => string> = {
  'awaiting-approval': ({ id }) => `somebody must say \`relevo approve ${id}\` or \`relevo deny ${id}\``,
  scheduled: ({ startAt }) => `it begins at ${momentText(startAt)}`,
  pending: () => 'its turn will come',
  preparing: () => 'what comes before it is done',
  deploying: ({ version }) => `${version} is brought in`,
  settling: () => 'it is given time before its first check',
  checking: () => 'is it healthy?',
  previewing: ({ id, previewUrl, until }) =>
    `it stands at ${previewUrl ?? 'its preview'}; \`relevo next ${id}\` switches to it${until === undefined ? '' : `, as it does by itself at ${momentText(until)}`}`,
  spreading: (deployment) => `${waveOf(deployment)} gets ${deployment.version}`,
  baking: (deployment) => `${waveOf(deployment)} is watched${untilText(deployment)}`,
  gated: ({ id }) => `the next wave waits for a yes: \`relevo next ${id}\``,
  promoting: ({ version }) => `every tablet gets ${version}`,
  'rolling-back': (deployment) => `${backTo(deployment)} is brought back`,
  'settling-back': () => 'it is given time before its first check',
  'checking-back': (deployment) => `is ${backTo(deployment)} healthy?`,
  success: ({ version }) => `${version} is live`,
  failed: () => 'it is over',
  'rolled-back': (deployment) => `${backTo(deployment)} is live again`,
}

/** A phase and why it came to it, on one line. @param before where it was: what was said then about why is not said again */
export function phaseText(deployment: Deployment, before: Partial<Deployment> = {}): string {
  const { phase } = deployment
  const said = Object.hasOwn(PHASES, phase) ? PHASES[phase]?.(deployment) : undefined
  const why = because(deployment)
  return oneLine(`${phase}${said ? `: ${said}` : ''}${why === because(before) ? '' : why}`)
}

/** A word that changes whenever a deployment comes to another phase, or to the same phase of another wave. */
export function stageOf({ phase, wave }: Partial<Deployment>): string {
  const isOfWave = phase === 'spreading' || phase === 'baking' || phase === 'gated'
  return `${phase}${isOfWave ? ` ${wave}` : ''}`
}

/** The final word on a deployment that was waited for. @param waited seconds */
export function outcomeText(deployment: Deployment, outcome: Outcome, goal: Goal, waited: number): string {
  const { id, environment, version, status } = deployment
  const more = `\`relevo deployment ${id}\``
  switch (outcome) {
    case 'success':
      if (status !== 'success') return oneLine(`${environment}: ${reachedText(deployment, goal)}. It goes on: ${more}`)
      return oneLine(`${environment}: ${version} is live, ${healthText(deployment)} (deployment ${id}).`)
    case 'rolled_back':
      return oneLine(
        `${environment}: ${version} was rolled back to ${backTo(deployment)}${because(deployment)}. ${more}`,
      )
    case 'failed':
      return oneLine(`${environment}: ${version} failed${because(deployment)}. See ${more}`)
    case 'superseded':
      return oneLine(`${environment}: another deployment took the place of ${version} (deployment ${id}).`)
    case 'stopped':
      return oneLine(`${environment}: ${version} stands still: ${standingTexts(deployment).join('; ')}. ${more}`)
    case 'timed_out':
      return oneLine(`${environment}: ${version} is not over after ${count(waited, 'second')}, and goes on: ${more}`)
    case 'interrupted':
      return oneLine(`${environment}: no longer waiting for ${version}. The deployment goes on: ${more}`)
  }
}

/** A deployment in one sentence, for whoever did something to it. */
export function sentence(deployment: Deployment): string {
  const { id, environment, version, duplicate } = deployment
  const over = outcomeOf(deployment, 'live')
  const live = over === 'success' ? `live, ${healthText(deployment)}` : phaseText(deployment)
  const state = [live, ...standingTexts(deployment)].join('; ')
  return oneLine(`Deployment ${id}${duplicate ? ', asked for before' : ''}: ${version} in ${environment}, ${state}.`)
}

/** What its health checks found. */
export function healthText({ healthCheckPassed }: Deployment): string {
  if (healthCheckPassed === null) return 'health not measured'
  return healthCheckPassed ? 'healthy' : 'unhealthy'
}

function reachedText({ version, previewUrl, waveCount }: Deployment, goal: Goal): string {
  if (typeof goal !== 'object') return `${version} stands at ${previewUrl ?? 'its preview'}`
  return `wave ${goal.wave} of ${waveCount ?? '?'} of ${version} went well`
}

function waveOf({ wave, waveCount }: Deployment): string {
  return `wave ${wave ?? '?'} of ${waveCount ?? '?'}`
}

function untilText({ until }: Deployment): string {
  return until === undefined ? '' : ` until ${momentText(until)}`
}

function because({ reason, detail }: Partial<Deployment>): string {
  const said = [reason, detail].filter((text) => text !== undefined).join(', ')
  return said ? ` (${said})` : ''
}

function backTo({ rollbackTo, previousVersion }: Deployment): string {
  return rollbackTo ?? previousVersion ?? 'the release before'
}
