import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { REFUSAL_REASONS } from '../apps/server/src/fleet/mqtt/refusals.ts'

test('docs/mqtt.md names every reason that the broker refuses clients for, and no other', () => {
  const [, section = ''] = readFileSync('docs/mqtt.md', 'utf8').split('## Whom it refuses')
  const [table = ''] = section.split('\n## ')
  const rows = table.split('\n').filter((line) => line.startsWith('| `'))
  const named = rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([\w-]+)`/g)].map(([, reason]) => reason),
  )
  expect(named.sort()).toEqual(Object.keys(REFUSAL_REASONS).sort())
})
