import { expect, test } from 'vitest'
import { originOf } from './origin.ts'

test.each([
  ['GitHub', { GITHUB_SHA: 'a', GITHUB_REF_NAME: 'main', GITHUB_ACTOR: 'ana' }],
  ['GitLab', { CI_COMMIT_SHA: 'a', CI_COMMIT_REF_NAME: 'main', GITLAB_USER_LOGIN: 'ana' }],
  ['Bitbucket', { BITBUCKET_COMMIT: 'a', BITBUCKET_BRANCH: 'main', BITBUCKET_STEP_TRIGGERER_UUID: 'ana' }],
  ['Bitbucket with a tag', { BITBUCKET_COMMIT: 'a', BITBUCKET_TAG: 'main', BITBUCKET_STEP_TRIGGERER_UUID: 'ana' }],
  ['CircleCI', { CIRCLE_SHA1: 'a', CIRCLE_BRANCH: 'main', CIRCLE_USERNAME: 'ana' }],
  ['Azure', { BUILD_SOURCEVERSION: 'a', BUILD_SOURCEBRANCHNAME: 'main', BUILD_REQUESTEDFOR: 'ana' }],
  ['Jenkins', { GIT_COMMIT: 'a', GIT_BRANCH: 'main', BUILD_USER_ID: 'ana' }],
])('the origin of a deployment from %s is what that system tells', (_, env) => {
  expect(originOf(env)).toEqual({ commit: 'a', ref: 'main', user: 'ana' })
})

test('two systems are never mixed, and an empty variable tells nothing', () => {
  const both = { GITHUB_SHA: 'a', GITHUB_REF_NAME: '', CI_COMMIT_SHA: 'b', CI_COMMIT_REF_NAME: 'main' }
  expect(originOf(both)).toEqual({ commit: 'a' })
  expect(originOf({ GITHUB_SHA: '', GITHUB_REF_NAME: 'main' })).toEqual({})
})
