import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { NewEvent } from '../fleet/event.ts'
import { NOTHING, type Patch } from '../fleet/packing/patch.ts'
import { type ClosableStore, openStore } from './sqlite-store.ts'

let folder: string
let store: ClosableStore
const open = () => openStore(join(folder, 'relevo.db'))
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relevo-patches-'))
  store = await open()
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

const sizes = { br: 1, gzip: 2, identity: 3 }
const patch = (from: string, state: Patch['state'] = { phase: 'making', tries: 1 }, at = 1): Patch => ({
  from,
  to: 't',
  fromVersion: 'r1',
  toVersion: 'r2',
  state,
  at,
})
const event: NewEvent = { at: 1, type: 'patch-withdrawn', subject: { kind: 'release', id: 'r2' }, data: { from: 'r1' } }

test('patches come back as they were kept, over a restart, each in the place of what it was', async () => {
  const { fromVersion: _, ...whole } = patch(NOTHING, { phase: 'made', sizes, full: 9 }, 3)
  await store.patches.save([patch('b'), patch('a')], [], [])
  await store.patches.save([patch('b', { phase: 'failed', why: 'w' }, 2), whole], [], [event])
  await store.close()
  store = await open()
  expect(await store.patches.all()).toEqual([patch('a'), patch('b', { phase: 'failed', why: 'w' }, 2), whole])
  expect((await store.events({ release: 'r1', limit: 9 })).events).toMatchObject([event])
})

test('what is kept, what goes and what the log says of it are one', async () => {
  await store.patches.save([patch('a'), patch('b')], [], [])
  const broken = { ...event, data: { from: 1n as never } }
  await expect(store.patches.save([patch('c')], [patch('a')], [broken])).rejects.toThrow()
  expect(await store.patches.all()).toEqual([patch('a'), patch('b')])
  await store.patches.save([], [patch('a'), patch('nobody')], [])
  expect(await store.patches.all()).toEqual([patch('b')])
})
