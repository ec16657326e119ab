import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { serverInTemp, TOKEN } from '../../../apps/server/src/testing/server-in-temp.ts'
import { ContractServer } from './testing/contract-server.ts'
import { relevo } from './testing/program.ts'

const FINDINGS = [
  { check: 'open-access', verdict: 'well', message: 'Only tablets that are enrolled are heard.', why: 'w', do: 'd' },
  ...['attic', 'hall\u001b[2J'].map((subject) => ({
    check: 'secure-context',
    verdict: 'found',
    subject,
    message: 'It shows the app from an address that is no secure context.',
    why: 'No worker.',
    do: 'Use https.',
  })),
  { check: 'mqtt-port', verdict: 'found', subject: 'a', message: 'a spoke TLS.', why: 'Never in.', do: 'TLS off.' },
  { check: 'mqtt-port', verdict: 'found', message: 'One spoke HTTP.', why: 'Never in.', do: 'Another port.' },
  { check: 'webview', verdict: 'unmeasured', message: 'No tablet has said what it is.', why: 'w', do: 'd' },
]

async function answering(data: object[]) {
  const server = await ContractServer.start()
  server.fault = (request) =>
    request.startsWith('GET /api/doctor')
      ? { status: 200, body: JSON.stringify({ success: true, data, count: data.length }) }
      : undefined
  const run = (...argv: string[]) => relevo(['doctor', ...argv], server.env)
  return { server, run }
}

test('tells what was found with its cure, what is well, and what was not measured; exit code 1', async () => {
  const { server, run } = await answering(FINDINGS)
  const { code, stdout } = await run()
  expect(code).toBe(1)
  expect(stdout.split('\n')).toEqual([
    'secure-context',
    '  attic: It shows the app from an address that is no secure context.',
    '  hall?[2J: It shows the app from an address that is no secure context.',
    '  Why: No worker.',
    '  Do: Use https.',
    '',
    'mqtt-port',
    '  a: a spoke TLS.',
    '    Do: TLS off.',
    '  One spoke HTTP.',
    '    Do: Another port.',
    '  Why: Never in.',
    '',
    '4 findings in 2 checks.',
    '',
    'Well: open-access.',
    '',
    'Not measured:',
    '  webview: No tablet has said what it is.',
    '',
  ])
  await run('--no-probe')
  expect(server.requests).toEqual(['GET /api/doctor?probe=true', 'GET /api/doctor?probe=false'])
})

test('for programs it is one object; exit code 0 when nothing was found', async () => {
  const { run } = await answering([FINDINGS[0] ?? {}])
  const { code, stdout } = await run('--json')
  expect([code, JSON.parse(stdout)]).toEqual([0, { success: true, found: 0, findings: [FINDINGS[0]] }])
  expect((await run()).stdout).toBe('Nothing was found.\n\nWell: open-access.\n')
})

test.each([
  ['http://127.0.0.1:PORT', 'Nothing listens there.', 'Look whether the server runs'],
  ['http://relevo.invalid', 'Its name cannot be resolved.', 'DNS'],
])(
  'of a server at %s that cannot be reached it says why, and what to look at; exit code 3',
  async (address, why, cure) => {
    const closed = createServer()
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
    const { port } = closed.address() as { port: number }
    await new Promise((resolve) => closed.close(resolve))
    const env = { RELEVO_URL: address.replace('PORT', String(port)), RELEVO_TOKEN: TOKEN }
    const { code, stdout } = await relevo(['doctor'], env)
    expect(code).toBe(3)
    expect(stdout).toContain(why)
    expect(stdout).toContain(cure)
    const { findings } = JSON.parse((await relevo(['doctor', '--json'], env)).stdout)
    expect(findings).toMatchObject([{ check: 'server', verdict: 'found', message: why }])
  },
)

test('of one that ends the connection it says so', async () => {
  const rude = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void rude.close())
  const { port } = rude.address() as { port: number }
  const { code, stdout } = await relevo(['doctor'], { RELEVO_URL: `http://127.0.0.1:${port}`, RELEVO_TOKEN: TOKEN })
  expect([code, stdout]).toEqual([3, expect.stringContaining('It cut the connection.')])
})

test('a real server is understood', async () => {
  const server = await serverInTemp()
  onTestFinished(() => server.remove())
  await server.release('r1')
  await fetch(`${server.url}/config/version.json?tablet=hall&release=r1&error=insecure-context`)
  const { code, stdout } = await relevo(['doctor', '--json'], { RELEVO_URL: server.url, RELEVO_TOKEN: TOKEN })
  expect(code).toBe(1)
  const { findings } = JSON.parse(stdout)
  expect(findings).toContainEqual(
    expect.objectContaining({ check: 'secure-context', verdict: 'found', subject: 'hall' }),
  )
  expect(findings).toContainEqual(expect.objectContaining({ check: 'certificate', verdict: 'unmeasured' }))
})
