import { createHash } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { readVersionJson } from '@relevo/core/protocol'
import { manifestOf, readRelease } from '@relevo/vite-plugin/manifest'
import { describe, expect, test } from 'vitest'
import { releaseOfFolder } from '../publish/release-of-folder.ts'
import { relevo } from '../testing/program.ts'
import { tempFolder } from '../testing/temp-folder.ts'

/** Text that has little in it twice. */
function code(seed: string, lines = 400): string {
  return Array.from(
    { length: lines },
    (_, i) => `export const ${seed}${(i * 7919) % 10_007} = '${seed}-${i * i}'\n`,
  ).join('')
}

/** Text that no old build has anything of. */
function noise(size: number): string {
  return Array.from({ length: size / 88 }, (_, i) => createHash('sha512').update(`${i}`).digest('base64')).join('')
}

const OLD = { 'index.html': '<h1>old', 'app.js': code('app'), 'lib.js': code('lib'), 'logo.png': 'png '.repeat(500) }
const NEW = { ...OLD, 'index.html': '<h1>new', 'app.js': `${OLD['app.js']}${code('start', 40)}` }

async function oldBuild(version = 'r1', files: Record<string, string> = OLD): Promise<string> {
  const folder = await tempFolder(files)
  await relevo(['manifest', folder, '--version', version])
  return folder
}

async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

async function contentsIn(folder: string): Promise<Record<string, string>> {
  const entries = (await filesIn(folder)).map(async (path) => [path, await readFile(join(folder, path), 'base64')])
  const { 'config/version.json': _at, ...rest } = Object.fromEntries(await Promise.all(entries))
  return rest
}

const newsOf = async (folder: string) => readVersionJson(await readFile(join(folder, 'config/version.json'), 'utf8'))

describe('relevo manifest --patches', () => {
  test('makes a patch from each old build, in all forms, and says in version.json where they are', async () => {
    const [r1, r0] = [await oldBuild(), await oldBuild('r0', { ...OLD, 'lib.js': code('older') })]
    const folder = await tempFolder(NEW)
    const { code: exit, stdout, stderr } = await relevo(['manifest', folder, '--version', 'r2', '--patches', r1, r0])
    expect([exit, stderr]).toEqual([0, expect.stringMatching(/^Compressing .*\nMaking the patch from r1\n/)])
    expect(stdout).toMatch(/^Patch from r1: [\d.]+ k?B, \d+(?:\.\d)? % of the [\d.]+ kB that changed\.$/m)
    expect(await filesIn(join(folder, 'patches/r2'))).toEqual(['r0', 'r0.br', 'r0.gz', 'r1', 'r1.br', 'r1.gz'])
    const plain = await readFile(join(folder, 'patches/r2/r1'))
    expect(plain.subarray(0, 4).toString('latin1')).toBe('RVP\u0001')
    expect(brotliDecompressSync(await readFile(join(folder, 'patches/r2/r1.br'))).equals(plain)).toBe(true)
    expect(gunzipSync(await readFile(join(folder, 'patches/r2/r1.gz'))).equals(plain)).toBe(true)
    expect(await newsOf(folder)).toMatchObject({ patch: '../patches/{version}/{from}', patchFrom: ['r1', 'r0'] })
    expect(await newsOf(folder)).not.toHaveProperty('whole', expect.anything())
  })

  test('names them under a base, and everything in one when that is wanted', async () => {
    const folder = await tempFolder(NEW)
    const argv = ['manifest', '--patches', await oldBuild(), '--whole', '--base', '/panel/', folder, '--version', 'r2']
    const { stdout } = await relevo([...argv, '--json'])
    expect(await newsOf(folder)).toMatchObject({
      patch: '/panel/patches/{version}/{from}',
      whole: '/panel/patches/{version}/whole',
    })
    const { patches, whole } = JSON.parse(stdout)
    expect(patches).toEqual([expect.objectContaining({ from: 'r1', phase: 'made', full: expect.any(Number) })])
    expect(whole.br).toBe((await readFile(join(folder, 'patches/r2/whole.br'))).length)
  })

  test('makes none that saves little, and says so', async () => {
    const folder = await tempFolder({ 'index.html': '<h1>new', 'other.js': noise(9_000) })
    const { stdout, code: exit } = await relevo(['manifest', folder, '--version', 'r2', '--patches', await oldBuild()])
    expect(exit).toBe(0)
    expect(stdout).toMatch(
      /^No patch from r1: it has .* and what changed has .*Tablets that have it download files\.$/m,
    )
    expect((await readdir(folder)).sort()).toEqual(['config', 'index.html', 'other.js', 'relevo.json'])
    expect(await newsOf(folder)).not.toHaveProperty('patch', expect.anything())
  })

  test('takes a folder without relevo.json by the version that is said with it', async () => {
    const [old, folder] = [await tempFolder(OLD), await tempFolder(NEW)]
    await relevo(['manifest', folder, '--version', 'r2', `--patches=r1=${old}`])
    expect(await newsOf(folder)).toMatchObject({ patchFrom: ['r1'] })
    expect(await filesIn(old)).toEqual(Object.keys(OLD).sort())
  })

  test('makes none whose file would be taken for another one', async () => {
    const folder = await tempFolder({ ...NEW, 'patches/r2/r1': 'knitting' })
    const olds = await Promise.all(['whole', 'a.br', 'b.gz', 'r1'].map((version) => oldBuild(version)))
    const { stdout } = await relevo(['manifest', folder, '--version', 'r2', '--whole', '--patches', ...olds])
    expect(stdout.match(/^No patch from \S+: its file would be taken for another one/gm)).toHaveLength(4)
    expect(await readFile(join(folder, 'patches/r2/r1'), 'utf8')).toBe('knitting')
    expect(Object.keys((await readRelease(folder))?.files ?? {})).toContain('patches/r2/r1')
  })

  test.each([
    ['of no build', async () => tempFolder({ 'a.txt': '' }), 'folder-unusable'],
    ['that is not there', async () => '/nowhere/at/all', 'folder-unusable'],
    ['that does not say its version', async () => tempFolder(OLD), 'version-unknown'],
    ['of this very version', async () => oldBuild('r2'), 'usage'],
    ['that was built as another version', async () => `r0=${await oldBuild()}`, 'version-differs'],
    [
      'that changed after its relevo.json',
      async () => {
        const folder = await oldBuild()
        await writeFile(join(folder, 'app.js'), code('changed'))
        return folder
      },
      'manifest-stale',
    ],
    [
      'that has lost a file',
      async () => {
        const folder = await oldBuild()
        await rm(join(folder, 'app.js'))
        return folder
      },
      'folder-unusable',
    ],
  ])('refuses an old build %s, and changes nothing', async (_, old, failure) => {
    const folder = await tempFolder(NEW)
    const { code: exit, stderr } = await relevo(['manifest', folder, '--version', 'r2', '--patches', await old()])
    expect([exit, stderr]).toEqual([2, expect.stringContaining(`relevo: ${failure}`)])
    expect(await readdir(folder)).toEqual(Object.keys(NEW).sort())
  })

  test('of no old build at all makes none, and an empty name is refused', async () => {
    const folder = await tempFolder(NEW)
    expect(await relevo(['manifest', folder, '--version', 'r2', '--patches', '--whole'])).toMatchObject({ code: 0 })
    expect(await newsOf(folder)).toMatchObject({ patch: undefined, whole: '../patches/{version}/whole' })
    const empty = await relevo(['manifest', folder, '--patches', ''])
    expect(empty).toMatchObject({ code: 2, stderr: expect.stringContaining('relevo: usage') })
  })

  test('refuses two old builds of one version', async () => {
    const argv = ['manifest', await tempFolder(NEW), '--version', 'r2', '--patches', await oldBuild(), await oldBuild()]
    expect(await relevo(argv)).toMatchObject({ code: 2, stderr: expect.stringContaining('are both r1') })
  })
})

describe('what manifest makes', () => {
  test('is never part of the release, and the same after a second run', async () => {
    const folder = await tempFolder(NEW)
    const before = await manifestOf(folder, 'r2')
    const argv = ['manifest', folder, '--version', 'r2', '--patches', await oldBuild(), '--whole', '--compress']
    const first = await relevo([...argv, '--json'])
    const contents = await contentsIn(folder)
    expect(await relevo([...argv, '--json'])).toMatchObject({ code: 0, stdout: first.stdout })
    expect(await contentsIn(folder)).toEqual(contents)
    expect(await manifestOf(folder, 'r2')).toEqual(before)
    expect(await readRelease(folder)).toEqual(before)
  })

  test('is as small as it gets beside each file, and beside none that is compressed inside', async () => {
    const folder = await tempFolder(NEW)
    const { stdout } = await relevo(['manifest', folder, '--version', 'r2', '--compress'])
    expect((await filesIn(folder)).filter((path) => /\.(?:br|gz)$/.test(path))).toEqual([
      'app.js.br',
      'app.js.gz',
      'lib.js.br',
      'lib.js.gz',
      'relevo.json.br',
      'relevo.json.gz',
    ])
    expect(stdout).toMatch(/^Compressed 4 files, [\d.]+ kB: [\d.]+ kB as brotli, [\d.]+ kB as gzip\.$/m)
    expect(gunzipSync(await readFile(join(folder, 'app.js.gz'))).toString()).toBe(NEW['app.js'])
    expect(brotliDecompressSync(await readFile(join(folder, 'relevo.json.br'))).toString()).toBe(
      await readFile(join(folder, 'relevo.json'), 'utf8'),
    )
  })

  test('goes with what it was made for: stale patches, and forms of files that changed or are gone', async () => {
    const folder = await tempFolder(NEW)
    await relevo(['manifest', folder, '--version', 'r2', '--patches', await oldBuild(), '--compress'])
    await writeFile(join(folder, 'app.js'), code('next'))
    await rm(join(folder, 'lib.js'))
    const { stderr } = await relevo(['manifest', folder, '--version', 'r3'])
    expect(stderr).toBe('')
    expect((await readdir(folder)).sort()).toEqual(['app.js', 'config', 'index.html', 'logo.png', 'relevo.json'])
    expect(Object.keys((await readRelease(folder))?.files ?? {})).toEqual(['app.js', 'index.html', 'logo.png'])
  })

  test('leaves alone what is not its own, and in the release: an archive of the app, and forms that the build made', async () => {
    const archive = gzipSync('an archive')
    const own = {
      'maps.json': '{}',
      'maps.json.gz': archive,
      'tiles.gz': archive,
      'app.js.gz': gzipSync(NEW['app.js']),
    }
    const folder = await tempFolder({ ...NEW, ...own })
    for (const options of [['--compress'], []]) {
      const { stderr } = await relevo(['manifest', folder, '--version', 'r2', ...options])
      expect(stderr).toContain('maps.json.gz is not maps.json compressed: it stays a file of the app')
      expect(stderr).toContain('app.js.gz is app.js compressed by another tool: it is a file of the release')
      for (const [path, content] of Object.entries(own))
        expect(await readFile(join(folder, path))).toEqual(Buffer.from(content))
      const files = Object.keys((await readRelease(folder))?.files ?? {})
      expect(files).toEqual([...Object.keys(NEW), ...Object.keys(own)].sort())
    }
  })

  test('is not published with the release', async () => {
    const folder = await tempFolder(NEW)
    await relevo(['manifest', folder, '--version', 'r2', '--patches', await oldBuild(), '--compress'])
    expect(await releaseOfFolder(folder, { env: {} })).toEqual(await readRelease(folder))
  })

  test('of which patches are recognised without the record of it too; forms of files are files then, and it says so', async () => {
    const folder = await tempFolder(NEW)
    const before = await manifestOf(folder, 'r2')
    await relevo(['manifest', folder, '--version', 'r2', '--patches', await oldBuild(), '--whole'])
    for (const damage of ['{', '[]', 'null']) {
      await writeFile(join(folder, '.relevo/made.json'), damage)
      expect(await manifestOf(folder, 'r2')).toEqual(before)
    }
    await relevo(['manifest', folder, '--version', 'r2', '--compress'])
    await rm(join(folder, '.relevo'), { recursive: true })
    const { stderr } = await relevo(['manifest', folder, '--version', 'r2'])
    expect(stderr.match(/compressed by another tool/g)).toHaveLength(4)
    expect(Object.keys((await readRelease(folder))?.files ?? {})).not.toContain('relevo.json.br')
  })
})

test.each(['manifest', 'publish'])('%s of a folder that is not there says so', async (command) => {
  const { stderr } = await relevo([command, '/nowhere/at/all'], {
    RELEVO_TOKEN: 'x',
    RELEVO_SERVER: 'http://127.0.0.1:9',
  })
  expect(stderr).toContain('relevo: folder-unusable')
  expect(stderr).toContain('/nowhere/at/all is not a folder')
})

test('a person sees how far it is, up to the end of each part', async () => {
  const argv = ['manifest', await tempFolder(NEW), '--version', 'r2', '--patches', await oldBuild(), '--compress']
  const { stderr } = await relevo(argv, {}, { isTTY: true })
  expect(stderr).toMatch(/\r█+ 100 % Compressing 4 files[^\r\n]*\n.*\r█+ 100 % Making the patch from r1[^\r\n]*\n$/s)
})
