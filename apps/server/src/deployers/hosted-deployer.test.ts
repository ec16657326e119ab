import { expect, test } from 'vitest'
import { createHostedDeployer } from './hosted-deployer.ts'

const ORDER = { deployment: 'd1', environment: 'production', version: 'r2' }
const { signal } = new AbortController()

test('before its release is made current it waits until that is ready, and says why', async () => {
  const said: unknown[] = []
  const deployer = createHostedDeployer(
    async (order, say, given) => say(`${order.version} ${given === signal}`),
    () => 7,
  )
  await deployer.prepare(ORDER, (line) => said.push(line), signal)
  expect(said).toEqual([{ step: 'prepare', stream: 'stdout', text: 'r2 true', at: 7 }])
})

test.each(['deploy', 'rollBack'] as const)('%s waits for nothing', async (step) => {
  const deployer = createHostedDeployer(() => new Promise(() => undefined))
  await deployer[step](ORDER, () => undefined, signal)
})
