import { expect, test } from 'vitest'
import { readConfig } from './read-config.ts'
import { problemsOf } from './testing/problems-of.ts'

const ladderOf = (env: Record<string, string>, ladder?: unknown) =>
  readConfig({ ...(ladder !== undefined && { file: { ladder } }), env }).config.ladder

test('what is set wins, and a variable over the file', () => {
  const file = { enabled: false, after: 60, perDay: 5, quiet: '22:00-07:00' }
  expect(ladderOf({}, file)).toEqual(file)
  const env = {
    RELEVO_LADDER: 'true',
    RELEVO_LADDER_AFTER: '10',
    RELEVO_LADDER_PER_DAY: '100',
    RELEVO_LADDER_QUIET: '09:30-17:05',
  }
  expect(ladderOf(env, file)).toEqual({ enabled: true, after: 10, perDay: 100, quiet: '09:30-17:05' })
})

test.each([
  [{ RELEVO_LADDER: 'yes' }, 'RELEVO_LADDER is "yes": must be true or false.'],
  [{ RELEVO_LADDER_AFTER: '5' }, 'RELEVO_LADDER_AFTER is "5": must be a whole number from 10 to 86400.'],
  [{ RELEVO_LADDER_PER_DAY: '0' }, 'RELEVO_LADDER_PER_DAY is "0": must be a whole number from 1 to 100.'],
  [{ RELEVO_LADDER_QUIET: '22-7' }, 'RELEVO_LADDER_QUIET is "22-7": must be two times of day such as 22:00-07:00'],
  [{ RELEVO_LADDER_QUIET: '24:00-07:00' }, 'RELEVO_LADDER_QUIET is "24:00-07:00": must be two times of day'],
  [{ RELEVO_LADDER_QUIET: '07:00-07:00' }, 'RELEVO_LADDER_QUIET is "07:00-07:00": must be two times of day'],
])('%o is refused', (env, line) => {
  expect(problemsOf({}, env)).toEqual([expect.stringContaining(line)])
})
