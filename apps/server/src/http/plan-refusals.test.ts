import { afterEach, beforeEach, expect, test } from 'vitest'
import { serverInTemp, type TestServer } from '../testing/server-in-temp.ts'

let server: TestServer
beforeEach(async () => {
  server = await serverInTemp()
  await server.publish('r1', { 'index.html': 'r1' })
})
afterEach(() => server.remove())

test.each(['/api/deployments', '/api/deployments/plan'])(
  'POST %s says what is wrong with a plan, and deploys nothing',
  async (path) => {
    const waves = [{ count: 2 }, { count: 2 }]
    const order = { version: 'r1', environment: 'production', strategy: 'canary', waves }
    const { status, body } = await server.call('POST', path, order)
    expect(status).toBe(400)
    expect(body.error).toMatchObject({ code: 'plan-invalid', detail: expect.stringContaining('waves[1].count') })
    expect((await server.call('GET', '/api/deployments')).body.count).toBe(0)
  },
)
