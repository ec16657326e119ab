import { describe, expect, test } from 'vitest'
import { ContractServer } from '../testing/contract-server.ts'
import { relevo } from '../testing/program.ts'

describe('relevo status and tablets', () => {
  const tablet = (id: string, release: string, more = {}) => ({
    id,
    environment: 'production',
    release,
    phase: 'current',
    online: true,
    ...more,
  })

  test('count tablets by what they report', async () => {
    const server = await ContractServer.start()
    server.environments = [
      { name: 'production', current: 'r2', force: false, changedAt: '2026-01-01T00:00:00.000Z' },
      { name: 'staging', current: null, force: true, changedAt: null },
    ]
    const many = Array.from({ length: 2_230 }, (_, i) => tablet(`t${i}`, 'r2'))
    server.tablets = [...many, tablet('old', 'r1', { online: false }), many[0] ?? {}]
    const { stdout, code } = await relevo(['status'], server.env)
    expect(code).toBe(0)
    expect(stdout).toBe(
      [
        `${server.url}/  ok`,
        '',
        'ENVIRONMENT  RELEASE      FORCE  SINCE',
        'production   r2           no     2026-01-01 00:00:00Z',
        'staging      nothing yet  yes    -',
        '',
        'ENVIRONMENT  REPORTED  PHASE    TABLETS',
        'production   r2        current  2230 tablets, 2230 online',
        'production   r1        current  1 tablet, 0 online',
        '',
      ].join('\n'),
    )
    expect(JSON.parse((await relevo(['status', '--json'], server.env)).stdout)).toMatchObject({
      success: true,
      health: 'ok',
      environments: [{ name: 'production', current: 'r2' }, { name: 'staging' }],
      tablets: [
        { release: 'r2', tablets: 2_230 },
        { release: 'r1', online: 0 },
      ],
    })
  })

  test('list every tablet, and let none of them write to the terminal', async () => {
    const server = await ContractServer.start()
    server.tablets = [
      tablet('lobby-1', 'r1', { phase: 'downloading', progress: 41.7, target: 'r2', releaseSince: 1_767_225_600_000 }),
      tablet('door', 'r1', {
        phase: 'rolled_back',
        error: { code: 'boot-\u001b[2Jtimeout' },
        lastSeen: '2026-01-01T00:00:00Z',
        online: false,
        presence: 'stale',
        name: 'Back\u001b[2J door',
        group: 'yard',
      }),
    ]
    const { stdout } = await relevo(['tablets'], server.env)
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/))
    expect(lines).toEqual([
      [
        'TABLET',
        'NAME',
        'GROUP',
        'ENVIRONMENT',
        'RELEASE',
        'SINCE',
        'PHASE',
        'TARGET',
        'ERROR',
        'ENGINE',
        'NO WORKER',
        'LAST SEEN',
        'PRESENCE',
      ],
      [
        'door',
        'Back?[2J door',
        'yard',
        'production',
        'r1',
        '-',
        'rolled_back',
        '-',
        'boot-?[2Jtimeout',
        '-',
        '-',
        '2026-01-01 00:00:00Z',
        'stale',
      ],
      [
        'lobby-1',
        '-',
        '-',
        'production',
        'r1',
        '2026-01-01 00:00:00Z',
        'downloading 41 %',
        'r2',
        '-',
        '-',
        '-',
        '-',
        'online',
      ],
    ])
    const json = JSON.parse((await relevo(['tablets', '--json'], server.env)).stdout)
    expect(json).toMatchObject({ success: true, count: 2, tablets: [{ id: 'door' }, { id: 'lobby-1' }] })
  })

  test('tell which tablets are stuck, why, and what to do', async () => {
    const server = await ContractServer.start()
    const engine = { name: 'chrome', version: 83 }
    const old = { engine, stuck: { code: 'incompatible', target: 'r2', detail: 'needs chrome 107' } }
    server.tablets = [
      ...Array.from({ length: 6 }, (_, i) => tablet(`old-${i}`, 'r1', old)),
      tablet('door', 'r2', { phase: 'stuck', stuck: { code: 'of-a-newer\u001bserver' } }),
      tablet('http', 'r2', { withoutWorker: 'insecure-context', stuck: null }),
    ]
    const { stdout } = await relevo(['status'], server.env)
    expect(stdout).toMatch(/^production +r1 +stuck +6 tablets/m)
    expect(stdout).toContain(
      [
        '',
        '1 tablet stuck with r2 (door): of-a-newer?server',
        '',
        '6 tablets stuck on the way to r2 (old-0, old-1, old-2, old-3, old-4, …): incompatible',
        '  The release needs a newer browser engine than this tablet has.',
        '  Do: Update the tablet’s browser or WebView, or build the release for older engines; the tablet stays where it is.',
        '',
      ].join('\n'),
    )
    const rows = (await relevo(['tablets'], server.env)).stdout
    expect(rows).toMatch(/^old-0 .* stuck +r2 +incompatible +chrome 83 +- /m)
    expect(rows).toMatch(/^http .* current +- +- +- +insecure-context /m)
  })

  test('say so when there is no tablet yet', async () => {
    const server = await ContractServer.start()
    expect((await relevo(['tablets'], server.env)).stdout).toBe('No tablet has been heard of yet.\n')
  })
})
