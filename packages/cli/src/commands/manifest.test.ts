import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeRelease } from '@relevo/vite-plugin/manifest'
import { describe, expect, test } from 'vitest'
import { PANEL } from '../testing/panel.ts'
import { relevo } from '../testing/program.ts'
import { tempFolder } from '../testing/temp-folder.ts'

describe('relevo manifest', () => {
  test('makes a plain folder a release, and keeps its version when run again', async () => {
    const folder = await tempFolder(PANEL)
    const first = await relevo(['manifest', folder, '--version', 'r1', '--base', '/panel/'])
    expect(first).toMatchObject({ code: 0, stdout: `${folder} is release r1: 2 files, 1.5 kB.\n` })
    expect(JSON.parse(await readFile(join(folder, 'config/version.json'), 'utf8'))).toMatchObject({
      manifest: '/panel/relevo.json',
    })
    await writeFile(join(folder, 'new.txt'), 'new')
    const { stdout } = await relevo(['manifest', folder, '--json'], { RELEVO_VERSION: 'other' })
    expect(JSON.parse(stdout)).toMatchObject({ success: true, version: 'r1', files: 3 })
  })

  test('keeps the oldest engines that the build wrote', async () => {
    const folder = await tempFolder(PANEL)
    await writeRelease(folder, { version: 'r1', engines: { chrome: 90 } })
    await relevo(['manifest', folder])
    for (const file of ['relevo.json', 'config/version.json'])
      expect(JSON.parse(await readFile(join(folder, file), 'utf8'))).toMatchObject({ engines: { chrome: 90 } })
  })
})
