import { type AddressInfo, createServer } from 'node:net'
import type { App, KioskCommand } from '@relevo/core/kiosk'
import { restRequests } from '@relevo/core/kiosk'
import { describe, expect, test } from 'vitest'
import { type Arrived, httpEndpoint, type Reply } from '../testing/http-endpoint.ts'
import { restCalls } from './rest-call.ts'

const SECRET = 'p&ss w=rd+ü'

async function app(name: App, answer: (request: Arrived) => Reply) {
  const endpoint = await httpEndpoint(answer)
  const { call } = restCalls({ timeout: 500 })
  return {
    ...endpoint,
    async tell(command: KioskCommand, secret: string | undefined = SECRET) {
      const target = { app: name, url: endpoint.url, ...(secret !== undefined && { secret }) }
      const answers: string[] = []
      for (const request of restRequests(name, command)) answers.push(await call(target, request))
      return answers
    },
  }
}
/** What went wrong, as whoever asked is told; nothing of the secret or the address may be in it, however deep. */
async function fault(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => expect.fail('it went well'),
    (reason: unknown) => reason as Error & { detail: string },
  )
  const all = [error.message, error.stack, JSON.stringify(error), String(error.cause)].join(' ')
  for (const hidden of [SECRET, encodeURIComponent(SECRET), 'password=', '127.0.0.1:'])
    expect(all).not.toContain(hidden)
  return error.detail
}
const json = (body: unknown, status = 200): Reply => ({ status, body: JSON.stringify(body) })

describe('WallPanel', () => {
  test('is posted JSON to /api/command, without a secret: it asks for none', async () => {
    const panel = await app('wallpanel', () => json({ result: true }))
    await panel.tell({ do: 'url', url: 'http://panel/?a=b&c=d' })
    expect(panel.arrived).toMatchObject([
      {
        path: '/api/command',
        body: '{"url":"http://panel/?a=b&c=d"}',
        headers: { 'content-type': 'application/json' },
      },
    ])
    expect(JSON.stringify(panel.arrived)).not.toContain(SECRET)
  })

  test('that did not understand, or is something else, is not there', async () => {
    const panel = await app('wallpanel', ({ body }) =>
      body.includes('reload') ? json({ result: false }) : { status: 404 },
    )
    expect(await fault(panel.tell({ do: 'reload' }))).toBe('it did not understand the command')
    expect(await fault(panel.tell({ do: 'relaunch' }))).toBe('there is no remote control at this address')
  })
})

describe('Fully', () => {
  const answer = ({ path }: Arrived): Reply => {
    const { searchParams } = new URL(path, 'http://x')
    // It answers 200 to everything, and here repeats what it was sent.
    if (searchParams.get('password') !== SECRET) return json({ status: 'Error', statustext: `Wrong password ${path}` })
    return json({ status: 'OK', statustext: searchParams.get('cmd') })
  }

  test('gets its password and whatever an address holds, unharmed, in the query', async () => {
    const fully = await app('fully', answer)
    const url = 'http://panel/?a=b&cmd=exitApp#x'
    expect(await fully.tell({ do: 'url', url })).toEqual(['{"status":"OK","statustext":"loadUrl"}'])
    const asked = new URL(fully.arrived[0]?.path ?? '', 'http://x').searchParams
    expect([...asked]).toEqual([
      ['cmd', 'loadUrl'],
      ['url', url],
      ['type', 'json'],
      ['password', SECRET],
    ])
  })

  test('that refuses the password says so, and nothing repeats it', async () => {
    const fully = await app('fully', answer)
    expect(await fault(fully.tell({ do: 'reload' }, 'wrong'))).toBe('it refuses the secret')
    const echo = await app('fully', ({ path }) => json({ status: 'Error', statustext: path }))
    expect(await fault(echo.tell({ do: 'reload' }))).toBe('it refuses the secret')
  })
})

describe('FreeKiosk', () => {
  test('gets its key in a header', async () => {
    const kiosk = await app('freekiosk', ({ headers }) =>
      headers['x-api-key'] === 'key-1'
        ? json({ success: true })
        : json({ success: false, error: 'Invalid or missing API key' }, 401),
    )
    await kiosk.tell({ do: 'eval', script: 'go()' }, 'key-1')
    expect(kiosk.arrived).toMatchObject([{ path: '/api/js', body: '{"code":"go()"}' }])
    expect(await fault(kiosk.tell({ do: 'reload' }, 'key-2'))).toBe('it refuses the secret')
  })

  test('whose second step fails has failed', async () => {
    const kiosk = await app('freekiosk', ({ path }) =>
      path === '/api/wake' ? json({ success: false }) : json({ success: true }),
    )
    expect(await fault(kiosk.tell({ do: 'wake', seconds: 5 }, 'k'))).toBe('it could not do it')
    expect(kiosk.arrived.map(({ path }) => path)).toEqual(['/api/screen/on', '/api/wake'])
  })
})

describe('whatever is there instead', () => {
  test('that leads elsewhere is not followed: the password would go there too', async () => {
    const thief = await httpEndpoint()
    const fully = await app('fully', ({ path }) => ({ status: 302, headers: { location: `${thief.url}${path}` } }))
    expect(await fault(fully.tell({ do: 'reload' }))).toBe('the address leads elsewhere; that is not followed')
    expect(thief.arrived).toEqual([])
  })

  test('that never answers, or answers without end, is given up', async () => {
    const silent = await app('fully', () => 'hang')
    expect(await fault(silent.tell({ do: 'reload' }))).toBe('it did not answer: it took too long')
    const endless = await app('fully', () => ({ status: 200, body: 'x'.repeat(1_000_000) }))
    expect(await fault(endless.tell({ do: 'reload' }))).toBe('it answered with more than any kiosk app does')
  })

  test('that is nothing at all is told by its code', async () => {
    const nothing = createServer()
    await new Promise<void>((resolve) => nothing.listen(0, '127.0.0.1', resolve))
    const { port } = nothing.address() as AddressInfo
    await new Promise((resolve) => nothing.close(resolve))
    const target = { app: 'fully', url: `http://127.0.0.1:${port}`, secret: SECRET } as const
    const call = restCalls().call(target, restRequests('fully', { do: 'reload' })[0] as never)
    expect(await fault(call)).toBe('it did not answer: ECONNREFUSED')
  })

  test('is not waited for when it is called off', async () => {
    const silent = await app('wallpanel', () => 'hang')
    const stop = new AbortController()
    const request = restRequests('wallpanel', { do: 'reload' })[0]
    const call = restCalls({ timeout: 60_000 }).call(
      { app: 'wallpanel', url: silent.url },
      request as never,
      stop.signal,
    )
    await silent.has(1)
    stop.abort()
    await expect(call).rejects.toThrow('kiosk-unreachable')
  })
})
