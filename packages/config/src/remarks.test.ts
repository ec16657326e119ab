import { expect, test } from 'vitest'
import { remarksOf } from './remarks.ts'

test('a token that a person can guess is remarked on, and not repeated', () => {
  const [remark = '', ...more] = remarksOf({ token: 'fifteen-letters', trustProxy: [] })
  expect(remark).toMatch(/^token \(RELEVO_TOKEN\) has fewer than 16 characters/)
  expect(remark).not.toContain('fifteen')
  expect([
    ...more,
    ...remarksOf({ token: 'sixteen-letters.', trustProxy: [] }),
    ...remarksOf({ trustProxy: [] }),
  ]).toEqual([])
})

test('a network that has more than proxies in it is remarked on', () => {
  const trustProxy = ['10.0.0.1', '10.0.3.0/24', '10.0.0.0/23', 'fd00:7::/64', 'fd00::/63']
  const remarks = remarksOf({ trustProxy })
  expect(remarks.map((remark) => /has (\S+):/.exec(remark)?.[1])).toEqual(['10.0.0.0/23', 'fd00::/63'])
})
