import { HANDS_REASONS, WHYS } from '@relevo/core/ladder'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { LadderRow } from './ladder-row.ts'

type Instruction = typeof import('./instruction.ts')

let adviceOf: Instruction['adviceOf']
let situationOf: Instruction['situationOf']

// The language of the page is its browser's.
beforeAll(async () => {
  vi.stubGlobal('navigator', { language: 'en-GB' })
  ;({ adviceOf, situationOf } = await import('./instruction.ts'))
})

const LADDER: LadderRow = { tablet: 'hall', environment: 'production', phase: 'needs-hands', spent: 3 }

describe('what a person is told who goes to a tablet', () => {
  it('is a sentence for every reason, and the server’s own for one of a newer server', () => {
    for (const reason of HANDS_REASONS) expect(adviceOf({ reason, advice: 'x' })).toMatch(/^[A-Z].+\.$/)
    expect(adviceOf({ reason: 'moon' as never, advice: 'Wait for the moon.' })).toBe('Wait for the moon.')
  })

  it('says of each way to be wrong what is known, and nothing that is not', () => {
    for (const why of WHYS) expect(situationOf({ ...LADDER, why })).not.toMatch(/undefined|null/)
    expect(situationOf({ ...LADDER, why: 'silent', last: 'clearCache', seen: { app: 'wallpanel' } })).toBe(
      'Its page was never heard; its kiosk app is online. Last try: its kiosk app emptied its cache and loaded the address.',
    )
    expect(situationOf({ ...LADDER, why: 'stale', desired: 'r2', seen: { release: 'r1' } })).toBe(
      'It reports r1 instead of r2. Nothing could be tried.',
    )
    expect(situationOf({ ...LADDER, text: 'As the server says it.' })).toBe('As the server says it.')
  })
})
