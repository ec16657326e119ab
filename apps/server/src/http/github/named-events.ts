import type { Delivery } from '../../fleet/webhooks/delivery.ts'
import { readForm } from '../read-form.ts'
import { brief, given, ignored } from './fields.ts'
import { DEPLOYMENT, RELEASE } from './payloads.ts'

const FULL_COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/

/** A `release`: published for everybody. One made from a commit belongs to the branch the repository begins with. */
export function readRelease(payload: unknown): Delivery {
  const { action, release, repository } = readForm(RELEASE, payload)
  const { tag_name: tag, target_commitish: target } = release
  if (release.draft) return ignored('draft', `${tag} is a draft`)
  if (release.prerelease) return ignored('prerelease', `${tag} is a prerelease`)
  if (action !== 'published' && action !== 'released') return ignored('action', `${tag} was ${action}`)
  const isCommit = FULL_COMMIT.test(target)
  return {
    kind: 'deploy',
    event: 'release',
    branch: isCommit ? repository.default_branch : target,
    tag,
    ref: `refs/tags/${tag}`,
    ...(isCommit && { commit: target }),
    ...given({ user: release.author?.login, notes: brief(release.name), moment: release.published_at }),
  }
}

/** A `deployment`: names its environment, and is meant each time, also for a commit that was deployed before. */
export function readDeployment(payload: unknown): Delivery {
  const { action, deployment } = readForm(DEPLOYMENT, payload)
  if (action !== 'created') return ignored('action', `the deployment was ${action}`)
  const { id, sha, ref, environment, description, created_at, creator } = deployment
  return {
    kind: 'deploy',
    event: 'deployment',
    environment,
    branch: ref,
    commit: sha,
    ref,
    occasion: `deployment-${id}`,
    ...given({ user: creator?.login, notes: brief(description), moment: created_at }),
  }
}
