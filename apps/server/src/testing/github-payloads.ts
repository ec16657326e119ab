import { createHmac } from 'node:crypto'

// Payloads in the form GitHub documents, trimmed of addresses and of what repeats itself:
// https://docs.github.com/en/webhooks/webhook-events-and-payloads

/** What differs between two deliveries of a test. Times are ISO 8601. */
interface About {
  branch?: string
  commit?: string
  /** When the commit was made. */
  committed?: string
  /** When it was pushed, and its workflow run created. */
  pushed?: string
  message?: string
}

const PUSHER = { name: 'Codertocat', email: '21031067+Codertocat@users.noreply.github.com' }
const USER = { login: 'Codertocat', id: 21031067, type: 'User', site_admin: false }
const NOBODY = '0000000000000000000000000000000000000000'
export const COMMIT = '6113728f27ae82c7b1a177c8d03f9e96e0adf246'

const repository = (pushedAt: number | string) => ({
  id: 186853002,
  node_id: 'MDEwOlJlcG9zaXRvcnkxODY4NTMwMDI=',
  name: 'Hello-World',
  full_name: 'Codertocat/Hello-World',
  private: false,
  owner: { ...USER, name: 'Codertocat' },
  fork: false,
  created_at: 1557933565,
  updated_at: '2019-05-15T15:20:41Z',
  pushed_at: pushedAt,
  default_branch: 'main',
})

const commitOf = ({ commit = COMMIT, committed = '2019-05-15T15:19:25Z', message = 'Initial commit' }: About) => ({
  id: commit,
  tree_id: '31b122c26a97cf9af023e9ddab94a82c6e77b0ea',
  message,
  timestamp: committed,
  author: { ...PUSHER, username: 'Codertocat' },
  committer: { ...PUSHER, username: 'Codertocat' },
})

/** `push` to a branch. */
export function pushOf(about: About = {}) {
  const { branch = 'main', commit = COMMIT, pushed = '2019-05-15T15:20:57Z' } = about
  const head = { ...commitOf(about), distinct: true, added: ['README.md'], removed: [], modified: [] }
  return {
    ref: `refs/heads/${branch}`,
    before: 'f95f852bd8fca8fcc58a9a2d6c842781e32a215e',
    after: commit,
    repository: repository(Date.parse(pushed) / 1000), // in seconds, and only in this event
    pusher: PUSHER,
    sender: USER,
    created: false,
    deleted: false,
    forced: false,
    base_ref: null,
    compare: 'https://github.com/Codertocat/Hello-World/compare/f95f852bd8fc...6113728f27ae',
    commits: [head],
    head_commit: head,
  }
}

/** `push` that deletes a branch. */
export function deletionOf(branch: string) {
  return { ...pushOf({ branch }), after: NOBODY, deleted: true, commits: [], head_commit: null }
}

/** `workflow_run` that ended well, or as `run` says. */
export function runOf(about: About = {}, run: object = {}) {
  const { branch = 'main', commit = COMMIT, pushed = '2019-05-15T15:20:57Z' } = about
  return {
    action: 'completed',
    workflow_run: {
      id: 289782451,
      name: 'Build',
      head_branch: branch,
      head_sha: commit,
      run_number: 42,
      run_attempt: 1,
      event: 'push',
      status: 'completed',
      conclusion: 'success',
      workflow_id: 2823525,
      pull_requests: [],
      created_at: pushed,
      updated_at: pushed,
      run_started_at: pushed,
      actor: USER,
      triggering_actor: USER,
      head_commit: commitOf(about),
      repository: { full_name: 'Codertocat/Hello-World' },
      head_repository: { id: 186853002, full_name: 'Codertocat/Hello-World', fork: false },
      ...run,
    },
    workflow: { id: 2823525, name: 'Build', path: '.github/workflows/build.yml', state: 'active' },
    repository: repository(pushed),
    sender: USER,
  }
}

/** `release` that was published, or as `release` says. */
export function releaseOf(release: object = {}, action = 'published') {
  return {
    action,
    release: {
      id: 17372790,
      tag_name: 'v1.4.0',
      target_commitish: 'main',
      name: 'Bigger buttons',
      draft: false,
      prerelease: false,
      author: USER,
      created_at: '2019-05-15T15:19:25Z',
      published_at: '2019-05-15T15:20:53Z',
      assets: [],
      body: '',
      ...release,
    },
    repository: repository('2019-05-15T15:20:52Z'),
    sender: USER,
  }
}

/** `deployment` that was made by GitHub's API. */
export function deploymentOf(deployment: object = {}, action = 'created') {
  return {
    action,
    deployment: {
      id: 145988746,
      sha: COMMIT,
      ref: 'main',
      task: 'deploy',
      payload: {},
      original_environment: 'production',
      environment: 'production',
      description: null,
      creator: USER,
      created_at: '2019-05-15T15:20:53Z',
      updated_at: '2019-05-15T15:20:53Z',
      ...deployment,
    },
    workflow: null,
    workflow_run: null,
    repository: repository('2019-05-15T15:20:52Z'),
    sender: USER,
  }
}

/** `ping`, sent once when a webhook is set up. */
export function pingOf() {
  return {
    zen: 'Non-blocking is better than blocking.',
    hook_id: 109948940,
    hook: { type: 'Repository', id: 109948940, name: 'web', active: true, events: ['push'] },
    repository: repository('2019-05-15T15:20:52Z'),
    sender: USER,
  }
}

/** The signature GitHub would send for a body; made without the library that checks it. */
export function signatureOf(body: string | Buffer, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}
