import { readFileSync } from 'node:fs'
import { PROGRAM_CODES, SENTENCES, SERVER_CODES, TABLET_CODES } from '@relevo/core/errors'
import { expect, it } from 'vitest'

it('docs/errors.md documents every error code, with its sentence and its remedy, and no other', () => {
  const documented = readFileSync('docs/errors.md', 'utf8')
  const rows = [...documented.matchAll(/^\| `([^`]+)` \| (.+) \| (.+) \|$/gm)].map(([, code, message, remedy]) => [
    code,
    message,
    remedy,
  ])
  const codes = [...TABLET_CODES, ...SERVER_CODES, ...PROGRAM_CODES]
  expect(rows).toEqual(codes.map((code) => [code, SENTENCES[code].message, SENTENCES[code].do]))
})
