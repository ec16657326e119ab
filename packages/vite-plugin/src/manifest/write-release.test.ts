import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readVersionJson } from '@relevo/core/protocol'
import { expect, test } from 'vitest'
import { tempFolder } from '../testing/temp-folder.ts'
import { manifestOf } from './manifest-of.ts'
import { readRelease } from './read-release.ts'
import { writeRelease } from './write-release.ts'

test('a folder becomes a release whose version.json leads to its manifest and files', async () => {
  const folder = await tempFolder({ 'index.html': 'hi', 'año nuevo.txt': 'a', 'sw.js': '' })
  await writeRelease(folder, { version: 'r1' })
  const news = readVersionJson(await readFile(join(folder, 'config/version.json'), 'utf8'))
  expect(news).toMatchObject({ version: 'r1', force: false, publishedAt: expect.stringMatching(/^\d{4}-.*Z$/) })
  const versionUrl = 'https://host/panel/config/version.json'
  expect(new URL(news?.manifest ?? '', versionUrl).href).toBe('https://host/panel/relevo.json')
  expect(new URL((news?.files ?? '').replace('{path}', 'a%C3%B1o'), versionUrl).href).toBe(
    'https://host/panel/a%C3%B1o',
  )
  expect(await readRelease(folder)).toEqual(await manifestOf(folder, 'r1'))
})

test('writing a release again over the same files gives the same manifest', async () => {
  const folder = await tempFolder({ 'index.html': 'hi' })
  const first = await writeRelease(folder, { version: 'r1' })
  expect(await writeRelease(folder, { version: 'r1' })).toEqual(first)
})

test.each(['/', '/panel/', 'https://cdn.example/panel/'])('with base %s the URLs are absolute', async (base) => {
  const folder = await tempFolder({ 'index.html': 'hi' })
  await writeRelease(folder, { version: 'r1', base })
  const news = readVersionJson(await readFile(join(folder, 'config/version.json'), 'utf8'))
  expect(news).toMatchObject({ manifest: `${base}relevo.json`, files: `${base}{path}` })
})

test.each(['panel', '/panel', 'ftp://x/', '/a?b/', '/{path}/', ''])(
  'base %j is refused, and nothing is written',
  async (base) => {
    const folder = await tempFolder({ 'index.html': 'hi' })
    await expect(writeRelease(folder, { version: 'r1', base })).rejects.toMatchObject({ code: 'config-invalid' })
    expect(await readRelease(folder)).toBeUndefined()
  },
)

test('a relevo.json that is no manifest is refused', async () => {
  const folder = await tempFolder({ 'index.html': 'hi' })
  for (const text of ['<html>', '{"version":"r1"}', 'null']) {
    await writeFile(join(folder, 'relevo.json'), text)
    await expect(readRelease(folder)).rejects.toMatchObject({ code: 'manifest-invalid' })
  }
})
