import { expect, test } from 'vitest'
import { remarksOf } from './remarks.ts'

test('a token that a person can guess is remarked on, and not repeated', () => {
  const [remark = '', ...more] = remarksOf({ token: 'fifteen-letters' })
  expect(remark).toMatch(/^token \(RELEVO_TOKEN\) has fewer than 16 characters/)
  expect(remark).not.toContain('fifteen')
  expect([...more, ...remarksOf({ token: 'sixteen-letters.' }), ...remarksOf({})]).toEqual([])
})
