import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { withLadders } from '../../../apps/server/src/testing/seeded-ladders.ts'
import { serverInTemp, type TestServer, TOKEN } from '../../../apps/server/src/testing/server-in-temp.ts'
import { relevo } from './testing/program.ts'

let server: TestServer
beforeEach(async () => {
  server = await serverInTemp()
  await withLadders(server)
})
afterEach(() => server.remove())

const run = (...argv: string[]) => relevo(argv, { RELEVO_URL: server.url, RELEVO_TOKEN: TOKEN })

test('relevo ladder lists them, and says of who needs hands what to do', async () => {
  const { code, stdout } = await run('ladder')
  const [heading, ...rows] = stdout.split('\n')
  expect([code, heading?.split(/ {2,}/).slice(0, 4)]).toEqual([0, ['TABLET', 'ENVIRONMENT', 'PHASE', 'WHAT IS WRONG']])
  expect(rows[0]).toMatch(/^hall-2 +production +left +- /)
  expect(rows[1]).toMatch(/^lobby-1 +production +needs-hands +silent +1970-01-01 00:00:01Z +r1 +clearCache \(2\)/)
  expect(rows[3]).toMatch(
    /^lobby-1 needs hands\. lobby-1 was heard last at .*; last rung: clearCache\..* Open the kiosk app on lobby-1/,
  )
  const { stdout: json } = await run('ladder', '--phase', 'needs-hands', '--json')
  expect(JSON.parse(json)).toMatchObject({
    success: true,
    count: 1,
    ladders: [{ tablet: 'lobby-1', reason: 'page-silent' }],
  })
  expect((await run('ladder', '--environment', 'staging')).stdout).toBe('There is no such ladder.\n')
  const calm = await serverInTemp()
  onTestFinished(() => calm.remove())
  const { stdout: none } = await relevo(['ladder'], { RELEVO_URL: calm.url, RELEVO_TOKEN: TOKEN })
  expect(none).toBe('Nothing is done for any tablet.\n')
})

test('relevo ladder <tablet> says where one stands, and orders something for it', async () => {
  expect((await run('ladder', 'hall-2')).stdout).toBe('hall-2 is left alone by ana, since 1970-01-01 00:00:04Z.\n')
  expect((await run('ladder', 'lobby-1')).stdout).toMatch(/^lobby-1 needs hands\. .* 2 rungs within a day\.\n$/)
  const stopped = () => run('ladder', 'lobby-1', 'stop')
  expect((await stopped()).stdout).toMatch(/^lobby-1 is left alone by root, since \S+ \S+\.\n$/)
  expect((await stopped()).stdout).toContain('That was so already.')
  expect((await run('ladder', 'lobby-1', 'done')).stdout).toBe('Nothing is done for lobby-1. 0 rungs within a day.\n')
})

test('what cannot be is refused with a reason', async () => {
  const off = await run('ladder', 'lobby-1', 'climb')
  expect([off.code, off.stderr]).toEqual([expect.any(Number), expect.stringContaining('switched off')])
  expect(off.code).not.toBe(0)
  expect((await run('ladder', 'lobby-1', 'jump')).stderr).toContain('ladder lobby-1 what? climb, stop, done')
  expect((await run('ladder', 'no body')).stderr).toContain('is no tablet id')
  expect((await run('ladder', 'nobody')).stderr).toContain('never heard of this tablet')
})
