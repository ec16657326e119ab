import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tempFolder, writeFiles } from '../testing/temp-folder.ts'
import { fileEntry } from './file-entry.ts'
import { placeMadeFiles, readMadeFiles, UNFINISHED } from './made-files.ts'
import { manifestOf } from './manifest-of.ts'

/** A folder with something made in it, and something else made and not yet in place. */
async function folderWith(before: Record<string, string>, next: Record<string, string>) {
  const unfinished = (files: Record<string, string>) =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [join(UNFINISHED, path), text]))
  const folder = await tempFolder({ 'index.html': 'hi', ...unfinished(before) })
  await placeMadeFiles(folder, await madeOf(folder, before), async () => undefined)
  await writeFiles(folder, unfinished(next))
  return { folder, made: await madeOf(folder, next) }
}

async function madeOf(folder: string, files: Record<string, string>): Promise<Map<string, string>> {
  const made = new Map<string, string>()
  for (const path of Object.keys(files)) made.set(path, (await fileEntry(join(folder, UNFINISHED, path), path)).sha256)
  return made
}

test('what is made takes the place of what was made before, when all that names it is written', async () => {
  const { folder, made } = await folderWith(
    { 'a.br': 'old a', 'patches/r2/r1': 'old' },
    { 'a.br': 'new a', 'b.br': 'b' },
  )
  await placeMadeFiles(folder, made, async () => {
    expect(await readFile(join(folder, 'a.br'), 'utf8')).toBe('new a')
    expect(await readdir(join(folder, 'patches/r2'))).toEqual(['r1'])
  })
  expect((await readdir(folder)).sort()).toEqual(['.relevo', 'a.br', 'b.br', 'index.html'])
  expect(await readdir(join(folder, '.relevo'))).toEqual(['made.json'])
  expect(await readMadeFiles(folder)).toEqual(made)
})

test('a run that is ended in between leaves nothing that is taken for a file of the app', async () => {
  const { folder, made } = await folderWith({ 'a.br': 'old a', 'old.br': 'old' }, { 'a.br': 'new a', 'b.br': 'b' })
  await expect(placeMadeFiles(folder, made, () => Promise.reject(new Error('killed')))).rejects.toThrow()
  expect((await readdir(folder)).sort()).toEqual(['.relevo', 'a.br', 'b.br', 'index.html', 'old.br'])
  expect(Object.keys((await manifestOf(folder, 'r1')).files)).toEqual(['index.html'])
  await placeMadeFiles(folder, new Map(), async () => undefined)
  expect(await readdir(folder)).toEqual(['index.html'])
})

test('a made file that somebody wrote over is not removed', async () => {
  const { folder } = await folderWith({ 'a.br': 'old a' }, {})
  await writeFiles(folder, { 'a.br': 'theirs' })
  await placeMadeFiles(folder, new Map(), async () => undefined)
  expect(await readFile(join(folder, 'a.br'), 'utf8')).toBe('theirs')
})
