import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { commitAll } from '../testing/git-checkout.ts'
import { tempFolder } from '../testing/temp-folder.ts'
import { buildVersion } from './build-version.ts'

describe('the version of a build', () => {
  test('is the named one, before RELEVO_VERSION', async () => {
    const env = { RELEVO_VERSION: 'from-env' }
    expect(await buildVersion({ folder: '.', version: 'named', env })).toBe('named')
    expect(await buildVersion({ folder: '.', env })).toBe('from-env')
  })

  test('is the UTC date and hash of the commit in a clean checkout, from any folder of it', async () => {
    const folder = await tempFolder({ 'a.txt': 'a', 'app/b.txt': 'b' })
    const hash = await commitAll(folder)
    const warn = vi.fn()
    for (const place of [folder, join(folder, 'app')]) {
      expect(await buildVersion({ folder: place, env: { RELEVO_VERSION: '' }, warn })).toBe(
        `20250330-${hash.slice(0, 7)}`,
      )
    }
    expect(warn).not.toHaveBeenCalled()
  })

  test.each([
    ['a changed file', 'a.txt'],
    ['a new file', 'new.txt'],
  ])('of a checkout with %s is shared with no other build, and says so', async (_, path) => {
    const folder = await tempFolder({ 'a.txt': 'a' })
    const hash = await commitAll(folder)
    await writeFile(join(folder, path), 'changed')
    const warn = vi.fn()
    const at = (second: number) => buildVersion({ folder, env: {}, warn, now: new Date(second * 1000) })
    expect(await at(0x67e8a1b2)).toBe(`20250330-${hash.slice(0, 7)}.67e8a1b2`)
    expect(await at(0x67e8a1b3)).toBe(`20250330-${hash.slice(0, 7)}.67e8a1b3`)
    expect(warn.mock.calls[0]?.[0]).toMatch(/uncommitted changes/)
  })

  test('cannot be told outside a checkout', async () => {
    const folder = await tempFolder()
    const failure = { code: 'version-unknown', detail: expect.stringMatching(/not a git repository/) }
    await expect(buildVersion({ folder, env: {} })).rejects.toMatchObject(failure)
  })

  test('cannot be told in a checkout without a commit, nor of a folder that is not there', async () => {
    const folder = await tempFolder({ 'a.txt': 'a' })
    await commitAll(folder)
    await rm(join(folder, '.git/refs'), { recursive: true })
    await expect(buildVersion({ folder, env: {} })).rejects.toMatchObject({ code: 'version-unknown' })
    await expect(buildVersion({ folder: join(folder, 'no'), env: {} })).rejects.toMatchObject({
      code: 'folder-unusable',
    })
  })

  test.each(['', 'a b', '..', 'a/b', 'x'.repeat(65)])('is refused when named %j', async (version) => {
    await expect(buildVersion({ folder: '.', version, env: {} })).rejects.toMatchObject({ code: 'config-invalid' })
  })
})
