import { describe, expect, test } from 'vitest'
import { COMMIT, deletionOf, deploymentOf, pingOf, pushOf, releaseOf, runOf } from '../../testing/github-payloads.ts'
import { readDelivery } from './read-delivery.ts'

describe('what a delivery means', () => {
  test('a push is its branch as it is now, ordered by the time of the push', () => {
    const payload = pushOf({
      branch: 'feature/x',
      message: 'Say more\n\nAnd why',
      committed: '2019-05-15T11:19:25-04:00',
    })
    expect(readDelivery('push', payload)).toEqual({
      kind: 'deploy',
      event: 'push',
      branch: 'feature/x',
      commit: COMMIT,
      committedAt: Date.parse('2019-05-15T15:19:25Z'),
      ref: 'refs/heads/feature/x',
      user: 'Codertocat',
      notes: 'Say more',
      moment: Date.parse('2019-05-15T15:20:57Z'),
    })
  })

  test('a run that ended well is its branch at the commit it ran for', () => {
    expect(readDelivery('workflow_run', runOf({ pushed: '2019-05-15T15:20:58Z' }))).toEqual({
      kind: 'deploy',
      event: 'workflow_run',
      branch: 'main',
      commit: COMMIT,
      committedAt: Date.parse('2019-05-15T15:19:25Z'),
      ref: 'refs/heads/main',
      user: 'Codertocat',
      notes: 'Initial commit',
      moment: Date.parse('2019-05-15T15:20:58Z'),
    })
  })

  test('a release is its tag, on the branch it was made from, or on the default one when that is a commit', () => {
    const release = { kind: 'deploy', event: 'release', tag: 'v1.4.0', ref: 'refs/tags/v1.4.0', user: 'Codertocat' }
    const rest = { notes: 'Bigger buttons', moment: Date.parse('2019-05-15T15:20:53Z') }
    const made = releaseOf({ target_commitish: 'stable' }, 'released')
    expect(readDelivery('release', made)).toEqual({ ...release, ...rest, branch: 'stable' })
    const ofCommit = { ...release, ...rest, branch: 'main', commit: COMMIT }
    expect(readDelivery('release', releaseOf({ target_commitish: COMMIT }))).toEqual(ofCommit)
  })

  test('a deployment names its environment, and is an order of its own', () => {
    expect(readDelivery('deployment', deploymentOf({ environment: 'staging', description: 'Try it' }))).toEqual({
      kind: 'deploy',
      event: 'deployment',
      environment: 'staging',
      branch: 'main',
      commit: COMMIT,
      ref: 'main',
      occasion: 'deployment-145988746',
      user: 'Codertocat',
      notes: 'Try it',
      moment: Date.parse('2019-05-15T15:20:53Z'),
    })
  })

  test('a ping is a ping', () => {
    expect(readDelivery('ping', pingOf())).toEqual({ kind: 'ping' })
  })

  test('what GitHub leaves out or sends as null is not missed', () => {
    const bare = { actor: null, head_commit: null, created_at: null }
    expect(readDelivery('workflow_run', runOf({}, bare))).toEqual({
      kind: 'deploy',
      event: 'workflow_run',
      branch: 'main',
      commit: COMMIT,
      ref: 'refs/heads/main',
    })
  })
})

describe('what starts nothing', () => {
  test.each<[string, string, unknown, string, RegExp]>([
    ['the push of a tag', 'push', { ...pushOf(), ref: 'refs/tags/v1' }, 'tag', /refs\/tags\/v1/],
    ['a branch that was deleted', 'push', deletionOf('main'), 'branch-deleted', /main/],
    ['a run that only began', 'workflow_run', { ...runOf(), action: 'requested' }, 'not-completed', /requested/],
    ['a run that failed', 'workflow_run', runOf({}, { conclusion: 'failure' }), 'not-successful', /failure/],
    ['a run without an end', 'workflow_run', runOf({}, { conclusion: null }), 'not-successful', /null/],
    [
      'a run of a fork whose branch is called as ours',
      'workflow_run',
      runOf({}, { head_repository: { full_name: 'Mallory/Hello-World' } }),
      'fork',
      /Mallory/,
    ],
    ['a run of a fork that is gone', 'workflow_run', runOf({}, { head_repository: null }), 'fork', /deleted/],
    ['a run of a pull request', 'workflow_run', runOf({}, { event: 'pull_request' }), 'pull-request', /pull request/],
    ['a run of no branch', 'workflow_run', runOf({}, { head_branch: null }), 'branch-unknown', /no branch/],
    ['a draft', 'release', releaseOf({ draft: true }), 'draft', /v1.4.0/],
    ['a prerelease', 'release', releaseOf({ prerelease: true }), 'prerelease', /v1.4.0/],
    ['a release that was only edited', 'release', releaseOf({}, 'edited'), 'action', /edited/],
    ['a deployment that was not made', 'deployment', deploymentOf({}, 'deleted'), 'action', /deleted/],
    ['an event that is none of ours', 'issues', { action: 'opened' }, 'event-unknown', /issues/],
    ['an event every object seems to have', 'constructor', {}, 'event-unknown', /constructor/],
  ])('%s', (_name, event, payload, reason, detail) => {
    expect(readDelivery(event, payload)).toEqual({ kind: 'ignored', reason, detail: expect.stringMatching(detail) })
  })

  test.each<[string, string, unknown, RegExp]>([
    ['a push without its commit', 'push', { ...pushOf(), after: undefined }, /^after/],
    ['a push to half a commit', 'push', { ...pushOf(), after: 'a1b2c3d' }, /^after: is no full commit/],
    ['a run with a time that is none', 'workflow_run', runOf({ pushed: 'yesterday' }), /^workflow_run.created_at/],
    ['a push that is called a deployment', 'deployment', pushOf(), /^action/],
    ['a list', 'push', [], /^body/],
    ['nothing', 'ping', null, /^body/],
  ])('%s is refused, and the field is named', (_name, event, payload, detail) => {
    const refusal = expect.objectContaining({ code: 'invalid-input', detail: expect.stringMatching(detail) })
    expect(() => readDelivery(event, payload)).toThrow(refusal)
  })
})
