import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { TOLD } from './benches.ts'
import { withTables } from './report.ts'
import type { Result } from './results.ts'

const result: Result = {
  name: 'boot',
  date: '2026-11-26',
  conditions: '2 cores; Node 24.21.0',
  load: [0.5, 1.25],
  took: 12,
  quick: false,
  peers: ['Workbox 7.4.1'],
  tables: [{ head: ['', 'Relevo'], rows: [['cold', { values: [3, 1, 2], unit: 'ms' }]] }],
  measured: [{ what: 'of Workbox', values: [1.2], unit: '', atMost: 1.05 }],
}

describe('the report', () => {
  it('puts tables between the marks, and leaves the rest as it is', () => {
    const document = 'before\n<!-- bench:boot -->\nold\n<!-- /bench:boot -->\nafter'
    expect(withTables(document, [result])).toBe(`before
<!-- bench:boot -->
2026-11-26; 2 cores; Node 24.21.0; beside Workbox 7.4.1; load average 0.5 before and 1.3 after; took 12 s

|  | Relevo |
|---|---:|
| cold | 2 ms (1 to 3) |

|  | measured | bar |  |
|---|---:|---|---|
| of Workbox | 1.20 | ≤ 1.05 | missed |
<!-- /bench:boot -->
after`)
  })

  it('comes to the same when it is written again', () => {
    const once = withTables('<!-- bench:boot --><!-- /bench:boot -->', [result])
    expect(withTables(once, [result])).toBe(once)
  })

  it('fails for a result that has no place', () => {
    expect(() => withTables('<!-- bench:boots --><!-- /bench:boots -->', [result])).toThrow('bench:boot')
    expect(() => withTables('<!-- bench:boot -->', [result])).toThrow('bench:boot')
  })

  it('has a place in the documents for every bench', () => {
    const document = readFileSync('docs/benchmarks.md', 'utf8')
    for (const { name } of TOLD) expect(withTables(document, [{ ...result, name }])).toContain('missed')
  })
})
