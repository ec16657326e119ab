import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { serverInTemp } from '../testing/server-in-temp.ts'

test('a connection on which nobody asked anything does not hold up a stop', async () => {
  const server = await serverInTemp()
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  await once(socket, 'connect')
  await server.call('GET', '/api/environments') // the server has heard of the other by then
  const closed = once(socket, 'close')
  const asked = performance.now()
  await server.remove()
  await closed
  expect(performance.now() - asked).toBeLessThan(10_000)
})
