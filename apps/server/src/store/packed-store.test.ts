import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Form } from '../fleet/packing/forms.ts'
import { openPacked, type PackedStore } from './packed-store.ts'

const A = `aa${'0'.repeat(62)}`
const B = `ab${'0'.repeat(62)}`
const PATCH = { from: A, to: B }

let folder: string
let packed: PackedStore
const open = async () => {
  packed = await openPacked(join(folder, 'packed'))
}
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relevo-packed-'))
  await open()
})
afterEach(() => rm(folder, { recursive: true }))

const make = async (text: string) => {
  const place = packed.newPlace()
  await writeFile(place, text)
  return { place, bytes: text.length }
}
const patch = async (text: string) => ({ br: await make(text), gzip: await make(`${text}!`), identity: 99 })
const names = async () => {
  const all = await readdir(packed.root, { recursive: true, withFileTypes: true })
  return all.flatMap((one) => (one.isFile() ? [one.name.replaceAll('0', '')] : [])).sort()
}
const content = (path: string) => readFile(join(packed.root, path), 'utf8')

test('a form is kept under the hash of its file, and what is no smaller is remembered, also by who opens it next', async () => {
  await packed.keepForm(A, 'br', await make('brotli'))
  await packed.forgoForm(A, 'gzip', await make('no smaller'))
  await open()
  expect(await packed.forms([A, B])).toEqual(
    new Map([
      [A, { br: 6, gzip: 0 }],
      [B, {}],
    ]),
  )
  expect(await content(packed.formPath(A, 'br'))).toBe('brotli')
  expect(await names()).toEqual(['aa.br', 'aa.gz.no'])
})

test('a patch is kept in every form, or not at all', async () => {
  await packed.keepPatch(PATCH, await patch('patch'))
  const unwanted = await patch('unwanted')
  await packed.discard(unwanted.br, unwanted.gzip)
  expect(await packed.patches()).toEqual([{ ...PATCH, br: 5, gzip: 6 }])
  const read = (form: Form) => content(packed.patchPath(PATCH, form))
  expect([await read('br'), await read('gzip')]).toEqual(['patch', 'patch!'])

  expect(await packed.hasPatch(PATCH)).toBe(true)
  await rm(join(packed.root, packed.patchPath(PATCH, 'gzip')))
  expect(await packed.hasPatch(PATCH)).toBe(false)
  await writeFile(join(packed.root, 'patches', 'stray'), 'x')
  await open()
  expect(await packed.patches()).toEqual([])
  expect(await names()).toEqual([])
  await packed.removePatch(PATCH)
})

test('how much may still be written is known', async () => {
  expect(await packed.free()).toBeGreaterThan(0)
})

test('what an earlier process left unfinished is removed', async () => {
  await packed.keepForm(A, 'br', await make('brotli'))
  await make('half')
  await open()
  expect(await names()).toEqual(['aa.br'])
})
