import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeRelease } from '@relevo/vite-plugin/manifest'
import { describe, expect, test } from 'vitest'
import { tempFolder } from '../testing/temp-folder.ts'
import { releaseOfFolder } from './release-of-folder.ts'

async function builtFolder(): Promise<string> {
  const folder = await tempFolder({ 'index.html': 'hi', 'a.txt': 'a', 'b.txt': 'b' })
  await writeRelease(folder, { version: 'r1' })
  return folder
}

describe('a folder with a relevo.json', () => {
  test('is the release it says it is', async () => {
    const folder = await builtFolder()
    expect(await releaseOfFolder(folder, { env: { RELEVO_VERSION: 'other' } })).toMatchObject({ version: 'r1' })
    expect(await releaseOfFolder(folder, { env: {}, version: 'r1' })).toMatchObject({ version: 'r1' })
  })

  test('keeps the oldest engines that its build wrote', async () => {
    const folder = await tempFolder({ 'index.html': 'hi' })
    await writeRelease(folder, { version: 'r1', engines: { chrome: 90 } })
    expect((await releaseOfFolder(folder, { env: {} })).engines).toEqual({ chrome: 90 })
  })

  test('that changed since is refused, unless its version is named', async () => {
    const folder = await builtFolder()
    await writeFile(join(folder, 'index.html'), 'changed')
    await writeFile(join(folder, 'c.txt'), 'c')
    await rm(join(folder, 'a.txt'))
    const detail = 'gone a.txt, changed index.html, new c.txt'
    await expect(releaseOfFolder(folder, { env: {} })).rejects.toMatchObject({ code: 'manifest-stale', detail })
    const warnings: string[] = []
    const onWarning = (warning: string) => warnings.push(warning)
    const { files } = await releaseOfFolder(folder, { env: {}, version: 'r1', onWarning })
    expect(Object.keys(files)).toEqual(['b.txt', 'c.txt', 'index.html'])
    expect(warnings).toEqual([expect.stringContaining(detail)])
  })

  test('is never published as another version than its pages were built as', async () => {
    const folder = await builtFolder()
    const failure = { code: 'version-differs', detail: 'relevo.json says r1, not r2' }
    await expect(releaseOfFolder(folder, { env: {}, version: 'r2' })).rejects.toMatchObject(failure)
  })

  test('that is none is refused', async () => {
    const folder = await builtFolder()
    await writeFile(join(folder, 'relevo.json'), '{"version":"r1","files":{"../x":{}}}')
    await expect(releaseOfFolder(folder, { env: {} })).rejects.toMatchObject({ code: 'manifest-invalid' })
  })
})

describe('a folder without a relevo.json', () => {
  test('is the version that is named, by option before environment', async () => {
    const folder = await tempFolder({ 'index.html': 'hi' })
    expect((await releaseOfFolder(folder, { version: 'r1', env: { RELEVO_VERSION: 'r2' } })).version).toBe('r1')
    expect((await releaseOfFolder(folder, { env: { RELEVO_VERSION: 'r2' } })).version).toBe('r2')
    await expect(releaseOfFolder(folder, { env: {} })).rejects.toMatchObject({ code: 'version-unknown' })
  })
})
