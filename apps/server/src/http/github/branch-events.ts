import type { Delivery } from '../../fleet/webhooks/delivery.ts'
import { readForm } from '../read-form.ts'
import { brief, given, ignored } from './fields.ts'
import { PUSH, WORKFLOW_RUN } from './payloads.ts'

const BRANCH = 'refs/heads/'

/** A `push`: what is deployed is the branch as it is after it. */
export function readPush(payload: unknown): Delivery {
  const { ref, after, deleted, head_commit, pusher, repository } = readForm(PUSH, payload)
  if (!ref.startsWith(BRANCH)) return ignored('tag', `${ref} is no branch`)
  if (deleted) return ignored('branch-deleted', `${ref} was deleted`)
  return {
    kind: 'deploy',
    event: 'push',
    branch: ref.slice(BRANCH.length),
    commit: after,
    ref,
    ...given({
      committedAt: head_commit?.timestamp,
      user: pusher?.name,
      notes: brief(head_commit?.message),
      moment: repository.pushed_at,
    }),
  }
}

/** A `workflow_run`: only one that ended well, and of this repository's own branches. */
export function readWorkflowRun(payload: unknown): Delivery {
  const { action, workflow_run: run, repository } = readForm(WORKFLOW_RUN, payload)
  if (action !== 'completed') return ignored('not-completed', `the run is only ${action}`)
  if (run.conclusion !== 'success') return ignored('not-successful', `the run ended as ${run.conclusion}`)
  if (run.head_repository?.full_name !== repository.full_name)
    return ignored('fork', `the run is of ${run.head_repository?.full_name ?? 'a fork that is deleted'}`)
  if (run.event.startsWith('pull_request')) return ignored('pull-request', 'the run is of a pull request')
  if (!run.head_branch) return ignored('branch-unknown', 'the run is of no branch')
  return {
    kind: 'deploy',
    event: 'workflow_run',
    branch: run.head_branch,
    commit: run.head_sha,
    ref: BRANCH + run.head_branch,
    ...given({
      committedAt: run.head_commit?.timestamp,
      user: run.actor?.login,
      notes: brief(run.head_commit?.message),
      moment: run.created_at,
    }),
  }
}
