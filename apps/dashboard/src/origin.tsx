import type { DeploymentRow } from './deployment.ts'
import { said, words } from './wording.ts'

/** Who or what asked for a deployment, and of which code. */
export function Origin({ deployment: { user, trigger, ref, commit } }: { deployment: DeploymentRow }) {
  return [user, said(words.triggers, trigger), ref, commit?.slice(0, 7)].filter(Boolean).join(' · ')
}
