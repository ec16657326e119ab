import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { withAlerts } from '../../../apps/server/src/testing/seeded-alert.ts'
import { TOKEN as SERVER_TOKEN, serverInTemp } from '../../../apps/server/src/testing/server-in-temp.ts'
import { secondsOf } from './duration.ts'
import { ContractServer } from './testing/contract-server.ts'
import { relevo } from './testing/program.ts'

let server: ContractServer
beforeEach(async () => {
  server = await ContractServer.start()
  server.alerts.all = [
    alert('a1', { text: '25 of 100 tablets (25 %) are offline. Check power\u001b[2J and network.' }),
    alert('a2', { environment: 'staging', rule: 'skew', state: 'resolved', resolvedAt: '2026-01-01T10:00:00.000Z' }),
  ]
})

const alert = (id: string, but: Record<string, unknown> = {}) => ({
  id,
  rule: 'offline',
  environment: 'production',
  state: 'firing',
  since: '2026-01-01T08:00:00.000Z',
  firedAt: '2026-01-01T08:15:00.000Z',
  value: 0.25,
  threshold: 0.2,
  samples: 100,
  text: 'x',
  ...but,
})

const run = (...argv: string[]) => relevo(argv, server.env)

describe('relevo alerts', () => {
  test('lists them, and says of what fires what to do', async () => {
    const { code, stdout } = await run('alerts')
    expect([code, stdout.split('\n')]).toEqual([
      0,
      [
        'ALERT  ENVIRONMENT  RULE     STATE     SINCE                 OVER                  ACKNOWLEDGED  SILENCED UNTIL',
        'a1     production   offline  firing    2026-01-01 08:00:00Z  -                     -             -',
        'a2     staging      skew     resolved  2026-01-01 08:00:00Z  2026-01-01 10:00:00Z  -             -',
        '',
        'a1: 25 of 100 tablets (25 %) are offline. Check power?[2J and network.',
        '',
      ],
    ])
  })

  test('asks for those that are wanted, and says how many it does not show', async () => {
    expect((await run('alerts', '--state', 'resolved', '--environment', 'staging')).stdout).toMatch(
      /^ALERT.*\na2 .*\n$/,
    )
    expect(server.requests).toEqual(['GET /api/alerts?state=resolved&environment=staging'])
    expect((await run('alerts', '--environment', 'mars')).stdout).toBe('There is no such alert.\n')
    server.alerts.all.push(alert('a3', { state: 'resolved' }))
    expect((await run('alerts')).stdout).toContain('\n1 older alert not shown.\n')
  })

  test('answers with one object for programs', async () => {
    const { stdout } = await run('alerts', '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      success: true,
      count: 2,
      alerts: [{ id: 'a1', value: 0.25, samples: 100 }, {}],
    })
  })
})

describe('relevo alert', () => {
  test('ack says who cares for it, and shows it in the list', async () => {
    const said = { code: 0, stdout: 'production: offline is acknowledged by root, 2026-01-01 09:00:00Z.\n', stderr: '' }
    expect(await run('alert', 'ack', 'a1', '--note', 'a power cut')).toEqual(said)
    expect(await run('alert', 'ack', 'a1')).toEqual(said)
    expect(server.alerts.asked).toEqual([{ note: 'a power cut' }, {}])
    expect((await run('alerts')).stdout).toMatch(/^a1 .* root: a power cut +-$/m)
  })

  test('silence tells until when, unsilence lifts it', async () => {
    expect((await run('alert', 'silence', 'a1', '8h')).stdout).toBe(
      'production: offline is silenced until 1970-01-01 08:00:00Z.\n',
    )
    expect(server.alerts.asked).toEqual([{ seconds: 28_800 }])
    expect((await run('alerts')).stdout).toMatch(/^a1 .* 1970-01-01 08:00:00Z$/m)
    const { stdout } = await run('alert', 'unsilence', 'a1', '--json')
    expect(JSON.parse(stdout)).toMatchObject({ success: true, alert: { id: 'a1', state: 'firing' } })
  })

  test('whose answer is lost is done again, because twice is once', async () => {
    let losses = 1
    server.fault = () => (losses-- > 0 ? 'lost' : undefined)
    expect(await run('alert', 'ack', 'a1')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('acknowledged by'),
    })
    expect(server.alerts.asked).toEqual([{}, {}])
  })

  test.each([
    ['1 for an id there is not', ['ack', 'a9'], 1, /alert-unknown/],
    ['1 for an id that is a path', ['ack', '../tokens'], 1, /alert-unknown/],
    ['1 for one that is over', ['ack', 'a2'], 1, /alert-resolved/],
    ['2 without an id', ['ack'], 2, /<id> is missing/],
    ['2 without a duration', ['silence', 'a1'], 2, /<duration> is missing/],
    [
      '2 for a duration that is none',
      ['silence', 'a1', 'soon'],
      2,
      /usage.*"soon" is no duration such as 30m, 8h, 2d/s,
    ],
    ['2 for a duration of nothing', ['silence', 'a1', '0h'], 2, /is no duration/],
    ['2 without a second word', [], 2, /alert what\? ack, silence, unsilence/],
  ])('ends with %s, and nothing is changed', async (_, argv, code, said) => {
    const ran = await run('alert', ...argv)
    expect([ran.code, ran.stdout, ran.stderr]).toEqual([code, '', expect.stringMatching(said)])
    expect(server.alerts.all.every(({ acknowledged, silencedUntil }) => !acknowledged && !silencedUntil)).toBe(true)
  })
})

test.each([
  ['45s', 45],
  ['30m', 1_800],
  ['8h', 28_800],
  ['2d', 172_800],
  ['1w', 604_800],
])('%s is %d seconds', (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds)
})

test('Relevo’s own server is spoken to as documented', async () => {
  const real = await serverInTemp()
  onTestFinished(() => real.remove())
  await withAlerts(real)
  const ask = (...argv: string[]) => relevo(argv, { RELEVO_URL: real.url, RELEVO_TOKEN: SERVER_TOKEN })
  expect((await ask('alert', 'ack', 'a1', '--note', 'a power cut')).stdout).toMatch(
    /offline is acknowledged by root, 2/,
  )
  expect((await ask('alert', 'silence', 'a1', '8h')).stdout).toMatch(/offline is silenced until 2/)
  expect((await ask('alerts', '--state', 'firing')).stdout).toMatch(
    /^a1 +production +offline +firing +1970-\S+ \S+Z +- +root: a power cut +2\S+ \S+Z\n\na1: 25 of 100 are offline\. Check power\.$/m,
  )
  expect((await ask('alert', 'unsilence', 'a1')).stdout).toBe('production: offline is not silenced.\n')
  expect((await ask('alert', 'silence', 'a1', '5w')).stderr).toContain('invalid-input')
})
