import { expect, it } from 'vitest'
import type { Preview } from '../deploying/plan.ts'
import { withPlanned } from './planned.ts'
import type { WaveRow } from './wave.ts'

const PREVIEW: Preview = {
  strategy: 'canary',
  plan: { strategy: 'canary' },
  waves: [
    { wave: 1, members: 9, online: 9, examples: [] },
    { wave: 2, members: 80, online: 70, examples: [] },
  ],
  warnings: [],
}

it('waves to come have as many tablets as they would have now; those that were opened have their own', () => {
  const open = { wave: 1, status: 'open', members: 12, online: 11 } as WaveRow
  const ahead = { wave: 2, status: 'pending', members: 0, online: 0, waiting: 0 } as WaveRow
  expect(withPlanned([open, ahead], PREVIEW)).toEqual([open, { ...ahead, members: 80, online: 70, waiting: 70 }])
  expect(withPlanned([ahead], undefined)).toEqual([ahead])
})
