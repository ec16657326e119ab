import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keptSeal } from './seal.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relevo-seal-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('what is closed is opened by its owner, also after a restart, and looks different each time', async () => {
  const seal = await keptSeal(folder)
  const [one, other] = [seal.close('s3cret ü', 'hall'), seal.close('s3cret ü', 'hall')]
  expect(one).not.toBe(other)
  expect(Buffer.from(one, 'base64').toString('latin1')).not.toContain('s3cret')
  const again = await keptSeal(folder)
  expect([again.open(one, 'hall'), again.open(other, 'hall')]).toEqual(['s3cret ü', 's3cret ü'])
})

test('another owner, another key and changed bytes open nothing', async () => {
  const seal = await keptSeal(folder)
  const closed = seal.close('s3cret', 'hall')
  const bytes = Buffer.from(closed, 'base64')
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  const wrong = [bytes.toString('base64'), closed.slice(0, 8), '', 'no base64 at all !']
  expect([seal.open(closed, 'attic'), ...wrong.map((text) => seal.open(text, 'hall'))]).toEqual(
    Array(5).fill(undefined),
  )
  await rm(join(folder, 'kiosk-key'))
  expect((await keptSeal(folder)).open(closed, 'hall')).toBeUndefined()
})

test('the key is its owner’s only; one that is none is not replaced', async () => {
  await keptSeal(folder)
  expect((await stat(join(folder, 'kiosk-key'))).mode & 0o777).toBe(0o600)
  await writeFile(join(folder, 'kiosk-key'), 'short')
  await expect(keptSeal(folder)).rejects.toMatchObject({ code: 'data-unusable' })
  expect(await readFile(join(folder, 'kiosk-key'), 'utf8')).toBe('short')
})
