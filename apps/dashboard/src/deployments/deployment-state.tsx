import { addressOf } from '../shell/route.ts'
import { deploymentWords } from '../wording/deployments.ts'
import { said } from '../wording/language.ts'
import { rolloutWords } from '../wording/rollout.ts'
import { words } from '../wording/shared.ts'
import { type DeploymentRow, isMoving } from './deployment.ts'

const FORWARD = ['pending', 'preparing', 'deploying', 'settling', 'checking']
const BACK = ['rolling-back', 'settling-back', 'checking-back']
const SPREADING: readonly string[] = ['spreading', 'baking', 'gated']

/** Green, red, or neither. */
export function colourOf({ status, reason }: DeploymentRow): string {
  if (status === 'success') return 'good'
  return status === 'failed' || (status === 'rolled_back' && reason !== 'manual') ? 'bad' : ''
}

/** Where a deployment stands, in words; while it moves, finer than its status. */
export function standing(deployment: DeploymentRow): string {
  const { status, phase, rollbackTo, wave, waveCount } = deployment
  if (status === 'success' || status === 'failed') return said(deploymentWords.statuses, status)
  const word = said(deploymentWords.deploymentPhases, phase)
  if (status === 'rolled_back' || phase === 'rolling-back') return `${word} ${words.to} ${rollbackTo ?? ''}`
  const isInWave = phase === 'spreading' || phase === 'baking'
  const where = isInWave && wave !== undefined && waveCount !== undefined && rolloutWords.waveOf(wave, waveCount)
  return [where, word, ...heldWords(deployment)].filter(Boolean).join(' · ')
}

/** What keeps it from going on: a person's pause and the brake are two things. */
function heldWords({ phase, paused, brake }: DeploymentRow): string[] {
  if (!SPREADING.includes(phase)) return []
  return [
    ...(brake?.action === 'pause' ? [rolloutWords.brakeShort] : []),
    ...(paused ? [rolloutWords.pausedShort] : []),
  ]
}

/** Why it failed or went back. */
export function why({ reason, detail }: DeploymentRow): string {
  return [reason && said(deploymentWords.deploymentReasons, reason), detail].filter(Boolean).join(': ')
}

/** How far a deployment is, while it moves. */
export function Progress({ deployment }: { deployment: DeploymentRow }) {
  const { phase, wave = 0, waveCount = 1 } = deployment
  if (!isMoving(deployment) || phase === 'previewing' || phase === 'promoting') return null
  if (SPREADING.includes(phase)) return <Bar name={rolloutWords.waveOf(wave, waveCount)} nth={wave} of={waveCount} />
  const steps = BACK.includes(phase) ? BACK : FORWARD
  const nth = steps.indexOf(phase) + 1
  return <Bar name={`${deploymentWords.step} ${nth} ${words.partOf} ${steps.length}`} nth={nth} of={steps.length} />
}

function Bar({ name, nth, of }: { name: string; nth: number; of: number }) {
  return (
    <span class="progress">
      <progress max={of} value={nth} aria-label={name} /> <span class="quiet">{name}</span>
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
