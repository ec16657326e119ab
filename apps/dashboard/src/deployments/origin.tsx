import { deploymentWords } from '../wording/deployments.ts'
import { said } from '../wording/language.ts'
import type { DeploymentRow } from './deployment.ts'

/** Who or what asked for a deployment, and of which code. */
export function Origin({ deployment: { user, trigger, ref, commit } }: { deployment: DeploymentRow }) {
  return [user, said(deploymentWords.triggers, trigger), ref, commit?.slice(0, 7)].filter(Boolean).join(' · ')
}
