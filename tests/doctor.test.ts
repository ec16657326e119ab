import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { CHECKS } from '../apps/server/src/fleet/doctor/checks/index.ts'
import { REFUSAL_REASONS } from '../apps/server/src/fleet/mqtt/refusals.ts'

const documented = readFileSync('docs/doctor.md', 'utf8')

it('docs/doctor.md has every check with what it finds, why that matters and the cure, and no other', () => {
  const rows = [...documented.matchAll(/^\| `([^`]+)` \| (.+) \| (.+) \| (.+) \|$/gm)].map((row) => row.slice(1))
  expect(rows).toEqual(CHECKS.map(({ id, finds, why, do: cure }) => [id, finds, why, cure]))
})

it('docs/doctor.md has every reason for which the broker refuses or cuts a client, with its own cure', () => {
  const rows = [...documented.matchAll(/^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$/gm)].map((row) => row.slice(1))
  expect(rows).toEqual(Object.entries(REFUSAL_REASONS).map(([reason, { says, do: cure }]) => [reason, says, cure]))
})
