import { expect, test } from 'vitest'
import { type FindingRow, groupsOf } from './finding-row.ts'

const finding = (check: string, verdict: FindingRow['verdict'], subject?: string): FindingRow => ({
  check,
  verdict,
  message: '',
  why: '',
  do: '',
  ...(subject !== undefined && { subject }),
})

test('findings are told check by check, in the order of the server', () => {
  const all = [
    finding('strangers', 'found', 'roof'),
    finding('page', 'well'),
    finding('webview', 'found'),
    finding('strangers', 'found', 'cellar'),
  ]
  expect(groupsOf(all, 'found').map(({ check, findings }) => [check, findings.map(({ subject }) => subject)])).toEqual([
    ['strangers', ['roof', 'cellar']],
    ['webview', [undefined]],
  ])
  expect(groupsOf(all, 'unmeasured')).toEqual([])
})
