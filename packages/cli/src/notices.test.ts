import { expect, test } from 'vitest'
import { httpEndpoint } from '../../../apps/server/src/testing/http-endpoint.ts'
import { relevo } from './testing/program.ts'
import { realServer } from './testing/real-server.ts'
import { tempFolder } from './testing/temp-folder.ts'

const publish = async (env: Record<string, string>) => {
  await relevo(['publish', await tempFolder({ 'index.html': 'r1' }), '--version', 'r1'], env)
}

test('relevo notify-test says of each sink whether it took the test, and exits with 1 when one did not', async () => {
  const slack = await httpEndpoint()
  const webhook = await httpEndpoint(() => ({ status: 410 }))
  const env = await realServer({ notices: { slack: { url: slack.url }, webhook: { url: webhook.url } } })
  expect(await relevo(['notify-test'], env)).toEqual({
    code: 1,
    stdout: 'SINK     TEST     ANSWER\nslack    arrived  HTTP 200\nwebhook  failed   HTTP 410\n',
    stderr: '',
  })
  const one = await relevo(['notify-test', '--sink', 'slack', '--json'], env)
  expect([one.code, JSON.parse(one.stdout)]).toEqual([
    0,
    { success: true, sinks: [{ sink: 'slack', ok: true, detail: 'HTTP 200' }] },
  ])
  expect(await relevo(['notify-test', '--sink', 'pager'], env)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('sink-unknown'),
  })
})

test('relevo notify-test exits with 1 when nobody would be told anything', async () => {
  expect(await relevo(['notify-test'], await realServer())).toMatchObject({
    code: 1,
    stdout: 'No sink is set up: nobody is told anything.\n',
  })
})

test('relevo notices shows what could not be told, and relevo resend sends it after all', async () => {
  let isGone = true
  const slack = await httpEndpoint(() => (isGone ? { status: 404, body: 'no_service' } : { status: 200 }))
  const env = await realServer({ notices: { slack: { url: slack.url } } })
  await publish(env)
  expect((await relevo(['notices'], env)).stdout).toBe('There is no such notice.\n')
  await relevo(['block', 'r1'], env)
  const inState = async (state: string) => {
    const look = async () => JSON.parse((await relevo(['notices', '--state', state, '--json'], env)).stdout)
    await expect.poll(async () => (await look()).count, { timeout: 10_000 }).toBe(1)
    return (await look()).notices[0]
  }
  const { id, ...dead } = await inState('dead')
  expect(dead).toMatchObject({ sink: 'slack', attempts: 1, detail: 'HTTP 404: no_service' })
  expect((await relevo(['notices', '--sink', 'slack'], env)).stdout).toMatch(
    /^\S+ +slack +dead +1 +Release r1 is blocked +\S+ \S+Z +- +HTTP 404: no_service$/m,
  )
  isGone = false
  expect((await relevo(['resend', id], env)).stdout).toBe('slack: “Release r1 is blocked” is on its way again.\n')
  expect((await inState('sent')).id).toBe(id)
  expect(await relevo(['resend', id], env)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('notice-not-dead'),
  })
  expect(await relevo(['resend', 'a/b'], env)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('notice-unknown'),
  })
  expect(await relevo(['notices', '--state', 'lost'], env)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('invalid-input'),
  })
})
