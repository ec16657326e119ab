import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { REASONS } from '../apps/server/src/fleet/webhooks/answer.ts'

it('docs/webhooks.md says of every reason what it means, and of no other', () => {
  const [, table = ''] = readFileSync('docs/webhooks.md', 'utf8').split('| `reason` |')
  const [rows = ''] = table.split('\n\n')
  const documented = [...rows.matchAll(/^\| ((?:`[a-z-]+`(?:, )?)+) \|/gm)].flatMap(([, names = '']) =>
    names.replaceAll('`', '').split(', '),
  )
  expect(documented).toEqual([...REASONS])
})
