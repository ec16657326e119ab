import { expect, it } from 'vitest'
import { isMissed, printed } from './print.ts'

it('shows the median with least and most, three digits that say something, and whether a bar is met', () => {
  const measured = [
    { what: 'quick', values: [0.4, 0.1234, 0.2], unit: 's', below: 0.2 },
    { what: 'large', values: [1_234_567.8], unit: 'kB', atMost: 2_000_000 },
    { what: 'only told', values: [12], unit: '' },
  ]
  expect(printed({ measured })).toBe(`|  | measured | bar |  |
|---|---:|---|---|
| quick | 0.200 s (0.123 to 0.400) | < 0.2 s | missed |
| large | 1,234,568 kB | ≤ 2000000 kB | met |
| only told | 12 |  |  |`)
})

it('takes a bar that nothing was measured for as missed', () => {
  expect(isMissed({ what: 'none', values: [], unit: 's', below: 1 })).toBe(true)
  expect(isMissed({ what: 'none', values: [], unit: 's' })).toBe(false)
})
