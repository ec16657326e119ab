import { beforeEach, describe, expect, test } from 'vitest'
import { relevo } from './testing/program.ts'
import { realServer } from './testing/real-server.ts'
import { tempFolder } from './testing/temp-folder.ts'

let env: { RELEVO_URL: string; RELEVO_TOKEN: string }
beforeEach(async () => {
  env = await realServer()
  for (const version of ['r1', 'r2']) {
    await relevo(['publish', await tempFolder({ 'index.html': version }), '--version', version], env)
  }
})

const news = async () => (await fetch(new URL('config/version.json', env.RELEVO_URL))).json()

describe('relevo block and unblock', () => {
  test('say what the tablets will do, and status does not hide it', async () => {
    const blocked = await relevo(['block', 'r2'], env)
    expect(blocked).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^r2 is blocked\.\nproduction, 0 tablets: Its tablets get r1 .*\n$/),
    })
    expect(await news()).toMatchObject({ version: 'r1', blocked: ['r2'] })
    expect((await relevo(['status'], env)).stdout).toContain('production: r2 is blocked, its tablets get r1.')
    await relevo(['block', 'r1'], env)
    expect((await relevo(['status'], env)).stdout).toContain('r2 is blocked, and there is no other release')
    await relevo(['unblock', 'r1'], env)
    expect((await relevo(['block', 'r2'], env)).stdout).toMatch(/^r2 is blocked, as it was before\./)
    expect(await relevo(['notify', 'r2'], env)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/release-blocked.*relevo unblock/s),
    })
    expect((await relevo(['unblock', 'r2'], env)).stdout).toMatch(
      /^r2 is not blocked any more\.\nproduction.* r2 again/,
    )
    expect(await news()).toMatchObject({ version: 'r2', blocked: [] })
  })

  test('answer with one object for programs, and exit with 1 for an unknown release', async () => {
    const { stdout } = await relevo(['block', 'r1', '--json'], env)
    expect(JSON.parse(stdout)).toMatchObject({
      success: true,
      version: 'r1',
      blocked: true,
      duplicate: false,
      environments: [{ name: 'production', current: 'r2', desired: 'r2', tablets: 0, outlook: expect.any(String) }],
    })
    const { code, stderr } = await relevo(['unblock', 'r9'], env)
    expect([code, stderr]).toEqual([1, expect.stringContaining('release-unknown')])
  })
})

test('relevo directive gives an order, shows it, and withdraws it', async () => {
  const given = await relevo(['directive', 'reset', '--json'], env)
  const { directive } = JSON.parse(given.stdout)
  expect(directive).toMatchObject({ do: 'reset', id: expect.any(String) })
  expect(await news()).toMatchObject({ directive })
  expect((await relevo(['status'], env)).stdout).toContain('production: the directive reset is in force.')
  expect((await relevo(['directive', 'unregister'], env)).stdout).toBe(
    'production: 0 tablets will unregister, once each. In force until `relevo directive none`.\n',
  )
  expect((await relevo(['directive', 'none'], env)).stdout).toBe('production: the directive is withdrawn.\n')
  expect((await relevo(['directive', 'none'], env)).stdout).toBe('production: there was no directive.\n')
  expect(await news()).not.toHaveProperty('directive')
  const elsewhere = await relevo(['directive', 'reset', '--environment', 'a/b'], env)
  expect([elsewhere.code, elsewhere.stderr]).toEqual([1, expect.stringContaining('environment-unknown')])
})
