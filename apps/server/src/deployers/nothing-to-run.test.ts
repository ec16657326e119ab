import { expect, test } from 'vitest'
import { NOTHING_TO_RUN } from './nothing-to-run.ts'

test.each(['prepare', 'deploy', 'rollBack'] as const)('%s ends well, without a word', async (step) => {
  const order = { deployment: 'd1', environment: 'production', version: 'v1' }
  const said: unknown[] = []
  await NOTHING_TO_RUN[step](order, (line) => said.push(line), new AbortController().signal)
  expect(said).toEqual([])
})
