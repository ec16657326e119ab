import { expect, it } from 'vitest'
import { isFormWorth, isPatchWorth } from './worth.ts'

it('a patch is worth its keep up to 60 % of what it saves', () => {
  expect([isPatchWorth(600, 1000), isPatchWorth(601, 1000), isPatchWorth(1, 0)]).toEqual([true, false, false])
})

it('a form that saves next to nothing is not kept', () => {
  expect([isFormWorth(1_000, 979), isFormWorth(1_000, 980), isFormWorth(1_000, 1_020)]).toEqual([true, false, false])
})
