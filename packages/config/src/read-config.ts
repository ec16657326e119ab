import { RelevoError } from '@relevo/core/errors'
import type { z } from 'zod'
import { claimProblems } from './claims.ts'
import type { Config } from './config.ts'
import { prefixProblems } from './mqtt-prefixes.ts'
import { isPlain } from './plain.ts'
import { problemsOf } from './problems.ts'
import { rolloutProblems } from './rollouts.ts'
import { SCHEMA } from './schema/schema.ts'
import { shownValue } from './shown-value.ts'
import { withUsualEnvironments } from './usual-environments.ts'
import { type Variables, withVariables } from './variables.ts'
import { withWantedSinks } from './wanted-sinks.ts'
import { withWantedSiteBroker } from './wanted-site-broker.ts'

/**
 * Make a configuration of what a file says and of environment variables, which win. Nothing is touched but the arguments.
 *
 * @param file what the file exports; absent = there is none, and the defaults hold
 * @throws RelevoError `config-invalid`, whose detail has a line for every problem: where it stands, what it is (never a
 * secret's value), what it must be, what to do
 * @example const { config } = readConfig({ file: { keep: 20 }, env: { PORT: '8604', RELEVO_DATA: '/var/lib/relevo' } })
 */
export function readConfig({ file = {}, env }: { file?: unknown; env: Variables }): { config: Config } {
  if (!isPlain(file)) {
    throw new RelevoError(
      'config-invalid',
      `the configuration is ${shownValue(file, undefined)}: must be an object. Write export default defineConfig({ … }), in JSON { … }.`,
    )
  }
  const written = withUsualEnvironments(file)
  const { raw: overlaid, origins } = withVariables(written, env)
  const raw = withWantedSiteBroker(withWantedSinks(overlaid, file, env), file)
  const { data: config, error } = SCHEMA.safeParse(raw)
  const issues = error?.issues ?? []
  const problems = [
    ...problemsOf(issues, { raw, env, origins }),
    ...claimProblems(raw),
    ...prefixProblems(raw),
    ...rolloutProblems(raw, placesOf(issues)),
  ]
  // One wrong variable may stand for a setting of several environments.
  if (problems.length > 0 || !config) throw new RelevoError('config-invalid', [...new Set(problems)].join('\n'))
  return { config }
}

/** Where each issue is; an unknown key is one beside those that are known. */
function placesOf(issues: readonly z.core.$ZodIssue[]): PropertyKey[][] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path],
  )
}
