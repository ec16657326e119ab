import { expect, it } from 'vitest'
import { ApiError } from '../api/api-error.ts'
import { serverFaults } from './server-faults.ts'
import { waveDraftOf } from './wave-draft.ts'

const drafts = [waveDraftOf({ percent: 5 }, 7), waveDraftOf({ percent: 3 }, 9)]

const invalid = (detail: string) => new ApiError({ code: 'plan-invalid', message: 'No.', do: 'Correct it.', detail })

it('what the server finds wrong with a wave stands at its field', () => {
  const error = invalid('waves[1].percent must be more than the 5 before it; waves[0].bake must be 0 to 9 seconds')
  expect(serverFaults(error, drafts)).toEqual({
    waves: new Map([
      [9, new Map([['amount', 'more than the 5 before it']])],
      [7, new Map([['bake', '0 to 9 seconds']])],
    ]),
  })
})

it('what belongs to no field, and every other refusal, is told as it is', () => {
  const plan = invalid('waves[1] must be left out: the wave before it takes everybody; blue-green needs this server')
  expect(serverFaults(plan, drafts)).toEqual({
    waves: new Map([[9, new Map([['amount', 'left out: the wave before it takes everybody']])]]),
    rest: plan,
  })
  expect(serverFaults(invalid('waves[8].bake must be less'), drafts)).toHaveProperty('rest')
  const other = new ApiError({ code: 'release-blocked', message: 'No.', do: 'Unblock it.' })
  expect(serverFaults(other, drafts)).toEqual({ waves: new Map(), rest: other })
  expect(serverFaults(undefined, drafts)).toEqual({ waves: new Map() })
})
