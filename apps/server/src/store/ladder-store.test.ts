import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { NewEvent } from '../fleet/event.ts'
import type { Ladder } from '../fleet/ladder/ladder.ts'
import { type ClosableStore, openStore } from './sqlite-store.ts'

let folder: string
let store: ClosableStore
const open = () => openStore(join(folder, 'relevo.db'))
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relevo-ladders-'))
  store = await open()
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

const ladder = (tablet: string, state: Ladder['state'] = { phase: 'left', at: 1, spent: [1] }): Ladder => ({
  tablet,
  environment: 'production',
  state,
})
const event: NewEvent = { at: 1, type: 'ladder-rung', subject: { kind: 'tablet', id: 'a' }, data: { rung: 'url' } }

test('ladders come back as they were kept, over a restart, each in the place of what it was', async () => {
  const climb = { why: 'silent', desired: 'r2', since: 1, rung: 'url', tries: 1, climbed: 3, spent: [1, 2] } as const
  const hands = ladder('b', { phase: 'needs-hands', ...climb, reason: 'page-silent', at: 9, seen: { release: 'r1' } })
  await store.ladders.save([ladder('b'), ladder('a')], [], [])
  await store.ladders.save([hands], [], [event])
  await store.close()
  store = await open()
  expect(await store.ladders.all()).toEqual([ladder('a'), hands])
  expect((await store.events({ limit: 9 })).events).toMatchObject([event])
})

test('what is kept, what is forgotten and what the log says of it are one', async () => {
  await store.ladders.save([ladder('a'), ladder('b')], [], [])
  const broken = { ...event, data: { rung: 1n as never } }
  await expect(store.ladders.save([ladder('c')], ['a'], [broken])).rejects.toThrow()
  expect(await store.ladders.all()).toEqual([ladder('a'), ladder('b')])
  await store.ladders.save([], ['a', 'b', 'nobody'], [])
  expect(await store.ladders.all()).toEqual([])
})
