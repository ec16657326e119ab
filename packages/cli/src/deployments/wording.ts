import { count } from '../screen/count.ts'
import { oneLine } from '../screen/one-line.ts'
import type { Deployment } from './read-deployment.ts'
import { type Outcome, outcomeOf } from './verdict.ts'

/** What happens in a phase. One that a newer server invents stands for itself. */
const PHASES: Record<string, (deployment: Deployment) => string> = {
  'awaiting-approval': ({ id }) => `somebody must say \`relevo approve ${id}\` or \`relevo deny ${id}\``,
  pending: () => 'its turn will come',
  preparing: () => 'what comes before it is done',
  deploying: ({ version }) => `${version} is brought in`,
  settling: () => 'it is given time before its first check',
  checking: () => 'is it healthy?',
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

/** The final word on a deployment that was waited for. @param waited seconds */
export function outcomeText(deployment: Deployment, outcome: Outcome, waited: number): string {
  const { id, environment, version } = deployment
  const more = `\`relevo deployment ${id}\``
  switch (outcome) {
    case 'success':
      return oneLine(`${environment}: ${version} is live, ${healthText(deployment)} (deployment ${id}).`)
    case 'rolled_back':
      return oneLine(
        `${environment}: ${version} was rolled back to ${backTo(deployment)}${because(deployment)}. ${more}`,
      )
    case 'failed':
      return oneLine(`${environment}: ${version} failed${because(deployment)}. See ${more}`)
    case 'superseded':
      return oneLine(`${environment}: another deployment took the place of ${version} (deployment ${id}).`)
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
  const state = over === 'success' ? `live, ${healthText(deployment)}` : phaseText(deployment)
  return oneLine(`Deployment ${id}${duplicate ? ', asked for before' : ''}: ${version} in ${environment}, ${state}.`)
}

/** What its health checks found. */
export function healthText({ healthCheckPassed }: Deployment): string {
  if (healthCheckPassed === null) return 'health not measured'
  return healthCheckPassed ? 'healthy' : 'unhealthy'
}

function because({ reason, detail }: Partial<Deployment>): string {
  const said = [reason, detail].filter((text) => text !== undefined).join(', ')
  return said ? ` (${said})` : ''
}

function backTo({ rollbackTo, previousVersion }: Deployment): string {
  return rollbackTo ?? previousVersion ?? 'the release before'
}
