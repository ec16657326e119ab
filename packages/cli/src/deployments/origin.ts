/** Where a deployment comes from. */
export interface Origin {
  commit?: string
  ref?: string
  user?: string
}

/**
 * What CI systems call commit, ref and user. Of each system's own documentation: GitHub Actions (Gitea and Forgejo have the
 * same names), GitLab, Bitbucket, CircleCI, Azure Pipelines, Jenkins with its git plugin.
 */
const SYSTEMS: { commit: string; ref: string[]; user: string }[] = [
  { commit: 'GITHUB_SHA', ref: ['GITHUB_REF_NAME'], user: 'GITHUB_ACTOR' },
  { commit: 'CI_COMMIT_SHA', ref: ['CI_COMMIT_REF_NAME'], user: 'GITLAB_USER_LOGIN' },
  { commit: 'BITBUCKET_COMMIT', ref: ['BITBUCKET_BRANCH', 'BITBUCKET_TAG'], user: 'BITBUCKET_STEP_TRIGGERER_UUID' },
  { commit: 'CIRCLE_SHA1', ref: ['CIRCLE_BRANCH', 'CIRCLE_TAG'], user: 'CIRCLE_USERNAME' },
  { commit: 'BUILD_SOURCEVERSION', ref: ['BUILD_SOURCEBRANCHNAME'], user: 'BUILD_REQUESTEDFOR' },
  { commit: 'GIT_COMMIT', ref: ['GIT_BRANCH'], user: 'BUILD_USER_ID' },
]

/**
 * Commit, ref and user as the CI system has them: all of one system, or a runner inside another would mix them.
 *
 * @example originOf({ GITHUB_SHA: 'a1b2c3d', GITHUB_REF_NAME: 'main' }) // { commit: 'a1b2c3d', ref: 'main' }
 */
export function originOf(env: Record<string, string | undefined>): Origin {
  const system = SYSTEMS.find(({ commit }) => env[commit])
  if (!system) return {}
  const commit = env[system.commit]
  const ref = system.ref.map((name) => env[name]).find((value) => value)
  const user = env[system.user]
  // An empty variable is how CI systems spell an unset one.
  return { ...(commit && { commit }), ...(ref && { ref }), ...(user && { user }) }
}
