import { addressOf } from '../shell/route.ts'
import { deploymentWords } from '../wording/deployments.ts'
import { said } from '../wording/language.ts'
import { words } from '../wording/shared.ts'
import { type DeploymentRow, isMoving } from './deployment.ts'

const FORWARD = ['pending', 'preparing', 'deploying', 'settling', 'checking']
const BACK = ['rolling-back', 'settling-back', 'checking-back']

/** Green, red, or neither. */
export function colourOf({ status, reason }: DeploymentRow): string {
  if (status === 'success') return 'good'
  return status === 'failed' || (status === 'rolled_back' && reason !== 'manual') ? 'bad' : ''
}

/** Where a deployment stands, in words; while it moves, finer than its status. */
export function standing({ status, phase, rollbackTo }: DeploymentRow): string {
  const word =
    status === 'success' || status === 'failed'
      ? said(deploymentWords.statuses, status)
      : said(deploymentWords.deploymentPhases, phase)
  return status === 'rolled_back' || phase === 'rolling-back' ? `${word} ${words.to} ${rollbackTo ?? ''}` : word
}

/** Why it failed or went back. */
export function why({ reason, detail }: DeploymentRow): string {
  return [reason && said(deploymentWords.deploymentReasons, reason), detail].filter(Boolean).join(': ')
}

/** How far a deployment is, while it moves. */
export function Progress({ deployment }: { deployment: DeploymentRow }) {
  if (!isMoving(deployment)) return null
  const steps = BACK.includes(deployment.phase) ? BACK : FORWARD
  const nth = steps.indexOf(deployment.phase) + 1
  const name = `${deploymentWords.step} ${nth} ${words.partOf} ${steps.length}`
  return (
    <span class="progress">
      <progress max={steps.length} value={nth} aria-label={name} /> <span class="quiet">{name}</span>
    </span>
  )
}

/** What an environment's card says of its deployment. */
export function News({ deployment }: { deployment: DeploymentRow }) {
  return (
    <>
      <a href={addressOf('deployment', deployment.id)} class={colourOf(deployment)}>
        {deployment.version}: {standing(deployment)}
      </a>
      <Progress deployment={deployment} />
      {deployment.reason && <span class="quiet why">{why(deployment)}</span>}
    </>
  )
}
