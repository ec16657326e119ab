import { describe, expect, test } from 'vitest'
import { ContractServer } from '../testing/contract-server.ts'
import { quickClock, relevo } from '../testing/program.ts'
import { tempFolder } from '../testing/temp-folder.ts'

const FILES = { count: 3, bytes: 9_000, br: 2_000, gzip: 2_400 }
const made = { from: 'r1', phase: 'made', br: 100, gzip: 120, full: 2_000 }
const waiting = { from: 'r0', phase: 'waiting' }

const STARTS = { phase: 'packing', done: 1, total: 5, patches: [{ ...waiting, from: 'r1' }, waiting], files: FILES }
const HALF = { phase: 'packing', done: 3, total: 5, patches: [made, waiting], files: FILES }
const READY = {
  phase: 'packing',
  done: 4,
  total: 5,
  patches: [made, { ...waiting, phase: 'pointless', br: 1_900, full: 2_000 }],
  files: FILES,
}

async function publishing(packings: Record<string, unknown>[], ...more: string[]) {
  const server = await ContractServer.start()
  server.packings = packings
  const clock = quickClock()
  const argv = ['publish', await tempFolder({ 'index.html': '<h1>hi' }), '--version', 'r2', ...more]
  const isTTY = more.length === 0
  const told = await relevo(argv, server.env, { clock, isTTY })
  return {
    ...told,
    server,
    pauses: clock.pauses,
    asked: server.requests.filter((line) => line.endsWith('/packing')).length,
  }
}

describe('relevo publish', () => {
  test('waits for the patches, not for the rest, and says what tablets download', async () => {
    const { code, stdout, stderr, asked, pauses, server } = await publishing([STARTS, HALF, READY])
    expect([code, asked, pauses]).toEqual([0, 3, [1_000, 1_000]])
    expect(stdout).toContain(
      '\nTablets with r1 download 100 B, 5 % of 2.0 kB.\nTablets with r0 download files, 2.0 kB: a patch would save little.\n',
    )
    expect(stderr).toMatch(
      /\r█+░+ {2}20 % Packing r2: 2 patches, 3 files.*\r█+░+ {2}60 % .*\r█+░+ {2}80 % .*\nTelling production\n$/s,
    )
    expect(server.requests.at(-1)).toBe('POST /api/notify-update')
  })

  test('tells the tablets after two minutes at the latest, and says that patches are missing', async () => {
    const { code, stdout, stderr, asked, server } = await publishing([HALF], '--json')
    expect([code, asked]).toEqual([0, 120])
    expect(stderr).toContain('Packing r2: 2 patches, 3 files\nrelevo: the patches are not all made yet')
    expect(JSON.parse(stdout)).toMatchObject({ packing: HALF, notified: { environment: 'production' } })
    expect(server.notices).toHaveLength(1)
  })

  test.each([['--no-wait'], ['--no-notify']])('with %s waits for nothing', async (option) => {
    const { code, stdout, asked } = await publishing([HALF], option, '--json')
    expect([code, asked]).toEqual([0, 0])
    expect(JSON.parse(stdout)).not.toHaveProperty('packing')
  })

  test.each([
    ['an older server without patches', []],
    ['an answer of another form', [{ phase: 7 }]],
  ])('goes on at once with %s', async (_, packings) => {
    const { code, stdout, asked, server } = await publishing(packings, '--json')
    expect([code, asked, server.notices.length]).toEqual([0, 1, 1])
    expect(JSON.parse(stdout)).not.toHaveProperty('packing')
  })

  test.each([
    ['a server that restarts', 'cut' as const, 2],
    ['a gateway that answers in its place', { status: 502, body: '<h1>Bad gateway' }, 2],
    ['a token that may not look', { status: 403 }, 1],
  ])('is not stopped by %s', async (_, fault, times) => {
    const server = await ContractServer.start()
    server.packings = [READY]
    let faults = 0
    server.fault = (line) => (line.endsWith('/packing') && faults++ < 1 ? fault : undefined)
    const argv = ['publish', await tempFolder({ 'index.html': '<h1>hi' }), '--version', 'r2']
    const told = await relevo(argv, server.env, { clock: quickClock() })
    expect([told.code, faults, server.notices.length]).toEqual([0, times, 1])
  })
})
