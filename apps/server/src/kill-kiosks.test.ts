import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { httpEndpoint } from './testing/http-endpoint.ts'
import { serverProcess } from './testing/server-process.ts'

test('a server that is killed has every kiosk it said it has, with its link, its lines and a secret it can use', async () => {
  const data = await mkdtemp(join(tmpdir(), 'relevo-kill-kiosks-'))
  onTestFinished(() => rm(data, { recursive: true }))
  const fully = await httpEndpoint(() => ({ status: 200, body: '{"status":"OK"}' }))
  const first = await serverProcess(data)
  const added = await first.call('POST', '/api/kiosks', {
    id: 'f',
    app: 'fully',
    device: 'd',
    restUrl: fully.url,
    secret: 's3cret',
  })
  expect(added.body.data).toMatchObject({ id: 'f', hasSecret: true })
  await first.call('POST', '/api/kiosks/f/link', { tablet: 'hall' })
  await first.kill()

  const second = await serverProcess(data)
  expect((await second.call('GET', '/api/kiosks/f')).body.data).toMatchObject({
    link: { tablet: 'hall', confidence: 'said' },
  })
  const { data: lines } = (await second.call('GET', '/api/events?type=kiosk-added,kiosk-linked')).body
  expect(lines.map(({ type }: { type: string }) => type)).toEqual(['kiosk-added', 'kiosk-linked'])
  expect((await second.call('POST', '/api/kiosks/f/commands', { do: 'restart' })).status).toBe(200)
  expect(fully.arrived.map(({ path }) => new URL(path, 'http://x').searchParams.get('password'))).toContain('s3cret')
}, 90_000)
