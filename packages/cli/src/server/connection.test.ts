import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ContractServer, TOKEN } from '../testing/contract-server.ts'
import { relevo } from '../testing/program.ts'
import { tempFolder } from '../testing/temp-folder.ts'

test('a token file wins over the environment, and its line end does not count', async () => {
  const server = await ContractServer.start()
  const folder = await tempFolder({ token: `${TOKEN}\n` })
  const env = { RELEVO_URL: `${server.url}/`, RELEVO_TOKEN: 'wrong' }
  expect((await relevo(['tablets', '--token-file', join(folder, 'token')], env)).code).toBe(0)
})

test('a server behind a path is reached there', async () => {
  const server = await ContractServer.start()
  await relevo(['status'], { ...server.env, RELEVO_URL: `${server.url}/relevo` })
  expect(server.requests).toEqual(['GET /relevo/health'])
})
