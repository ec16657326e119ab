import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openFiles } from './file-store.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'relevo-files-'))
})
afterEach(() => rm(root, { recursive: true }))

const hash = (text: string) => createHash('sha256').update(text).digest('hex')
async function* body(...chunks: string[]) {
  for (const chunk of chunks) yield Buffer.from(chunk)
}

test('a file is kept under its hash, once', async () => {
  const files = await openFiles(root)
  expect(await files.put(hash('abc'), body('a', 'bc'), 3)).toBe(true)
  expect(await files.put(hash('abc'), body('other'), 3)).toBe(false)
  expect(await readFile(join(root, files.pathOf(hash('abc'))), 'utf8')).toBe('abc')
  expect(await files.sizes([hash('abc'), hash('no')])).toEqual(new Map([[hash('abc'), 3]]))
})

test('two uploads of one file at once do not disturb each other', async () => {
  const files = await openFiles(root)
  await Promise.all([files.put(hash('abc'), body('a', 'bc'), 9), files.put(hash('abc'), body('ab', 'c'), 9)])
  expect(await readFile(join(root, files.pathOf(hash('abc'))), 'utf8')).toBe('abc')
  expect(await readdir(join(root, 'unfinished'))).toEqual([])
})

test('wrong and too many bytes are refused and leave nothing', async () => {
  const files = await openFiles(root)
  await expect(files.put(hash('abc'), body('abd'), 9)).rejects.toMatchObject({ code: 'upload-corrupt' })
  await expect(files.put(hash('abc'), body('ab', 'c'), 2)).rejects.toMatchObject({ code: 'body-too-large' })
  expect(await readdir(root, { recursive: true })).toEqual(['unfinished'])
})

test('what an earlier process left unfinished is removed, what it finished stays', async () => {
  const before = await openFiles(root)
  await before.put(hash('abc'), body('abc'), 9)
  await mkdir(join(root, 'unfinished'), { recursive: true })
  await writeFile(join(root, 'unfinished', 'half'), 'ab')
  const files = await openFiles(root)
  expect(await readdir(join(root, 'unfinished'))).toEqual([])
  expect(await files.sizes([hash('abc')])).toEqual(new Map([[hash('abc'), 3]]))
})

test('a disk that is full is told as such, and nothing is kept', async () => {
  const files = await openFiles(root)
  async function* onto() {
    yield Buffer.from('a')
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  }
  await expect(files.put(hash('abc'), onto(), 9)).rejects.toMatchObject({ code: 'server-full' })
  expect((await files.sizes([hash('abc')])).size).toBe(0)
})
