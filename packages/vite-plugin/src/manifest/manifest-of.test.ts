import { createHash } from 'node:crypto'
import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { readManifest } from '@relevo/core/release'
import { describe, expect, test } from 'vitest'
import { tempFolder } from '../testing/temp-folder.ts'
import { manifestOf } from './manifest-of.ts'

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex')

describe('the manifest of a folder', () => {
  test('lists every file with hash, size and type, sorted, and core reads it back', async () => {
    const big = Buffer.alloc(3_000_000, 'relevo')
    const folder = await tempFolder({
      'index.html': '<h1>hi',
      'z.bin': big,
      'assets/app-1a2b.js': 'x()',
      'empty.txt': '',
    })
    const manifest = await manifestOf(folder, 'r1')
    expect(Object.keys(manifest.files)).toEqual(['assets/app-1a2b.js', 'empty.txt', 'index.html', 'z.bin'])
    expect(manifest.files['z.bin']).toEqual({ sha256: sha256(big), size: 3_000_000, type: 'application/octet-stream' })
    expect(manifest.files['index.html']).toEqual({
      sha256: sha256('<h1>hi'),
      size: 6,
      type: 'text/html; charset=utf-8',
    })
    expect(manifest.files['empty.txt']).toEqual({ sha256: sha256(''), size: 0, type: 'text/plain; charset=utf-8' })
    expect(readManifest(JSON.parse(JSON.stringify(manifest)))).toEqual(manifest)
  })

  test('keeps odd names exactly as they are on disk', async () => {
    const decomposed = 'fotos/an\u0303o.png'
    const names = [
      'fotos/año nuevo.png',
      decomposed,
      'a b+c.txt',
      '100%.txt',
      'guide/index.html',
      '日本語/名前.json',
      '__proto__',
    ]
    const folder = await tempFolder(Object.fromEntries([...names, 'index.html'].map((name) => [name, name])))
    expect(Object.keys((await manifestOf(folder, 'r1')).files).toSorted()).toEqual([...names, 'index.html'].toSorted())
  })

  test('leaves out its own two files, source maps of code and dotted names, but for .well-known', async () => {
    const left = ['relevo.json', 'config/version.json', 'sw.js.map', 'a.js.map', 'a.css.map', '.env', '.git/HEAD']
    const kept = [
      '.well-known/assetlinks.json',
      'a.js',
      'config/other.json',
      'deep/sw.js',
      'index.html',
      'level.map',
      'sw.js',
    ]
    const folder = await tempFolder(
      Object.fromEntries([...left, ...kept, 'deep/.well-known/x'].map((path) => [path, path])),
    )
    expect(Object.keys((await manifestOf(folder, 'r1')).files)).toEqual(kept)
  })

  test('follows links that stay inside', async () => {
    const folder = await tempFolder({ 'index.html': 'hi', 'v1/a.txt': 'a' })
    await symlink('v1', join(folder, 'latest'))
    await symlink('index.html', join(folder, 'start.html'))
    const { files } = await manifestOf(folder, 'r1')
    expect(Object.keys(files)).toEqual(['index.html', 'latest/a.txt', 'start.html', 'v1/a.txt'])
    expect(files['start.html']).toEqual(files['index.html'])
  })

  test.each([
    ['out of the folder', '../outside.txt', 'x is a link out of the folder'],
    ['into nothing', 'nothing', 'x is a broken link'],
    ['in a circle', '.', 'x is a link that goes in a circle'],
  ])('refuses a link %s', async (_, target, detail) => {
    const parent = await tempFolder({ 'outside.txt': 'secret', 'dist/index.html': '' })
    await symlink(target, join(parent, 'dist/x'))
    await expect(manifestOf(join(parent, 'dist'), 'r1')).rejects.toMatchObject({ code: 'folder-unusable', detail })
  })

  test.each([
    ['a folder that is not there', 'nowhere', 'folder-unusable'],
    ['a folder without index.html', '.', 'folder-unusable'],
    ['a file', 'a.txt', 'folder-unusable'],
  ])('refuses %s', async (_, path, code) => {
    const folder = await tempFolder({ 'a.txt': '' })
    await expect(manifestOf(join(folder, path), 'r1')).rejects.toMatchObject({ code })
  })

  test('refuses a name that no URL can carry, and a version that is none', async () => {
    const folder = await tempFolder({ 'index.html': '', 'back\\slash.txt': '' })
    await expect(manifestOf(folder, 'r1')).rejects.toMatchObject({
      code: 'folder-unusable',
      detail: expect.stringMatching(/back/),
    })
    await expect(manifestOf(folder, '../r1')).rejects.toMatchObject({ code: 'config-invalid' })
  })

  test('an empty folder in the release changes nothing', async () => {
    const folder = await tempFolder({ 'index.html': '' })
    await mkdir(join(folder, 'empty'))
    expect(Object.keys((await manifestOf(folder, 'r1')).files)).toEqual(['index.html'])
  })
})
