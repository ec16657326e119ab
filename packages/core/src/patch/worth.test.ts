import { expect, it } from 'vitest'
import { isWorthwhile } from './worth.ts'

it('is worth its keep up to 60 % of what it saves', () => {
  expect([isWorthwhile(600, 1000), isWorthwhile(601, 1000), isWorthwhile(1, 0)]).toEqual([true, false, false])
})
