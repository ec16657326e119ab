import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { releaseOf } from '../fleet/release.ts'
import type { WebhookAnswer } from '../fleet/webhooks/answer.ts'
import type { Line } from '../fleet/webhooks/line.ts'
import { type OpenData, openData } from './index.ts'

const COMMIT = 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334'

let folder: string
let data: OpenData
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relevo-webhook-store-'))
  data = await openData(folder)
})
afterEach(async () => {
  await data.store.close()
  await rm(folder, { recursive: true })
})
const again = async () => {
  await data.store.close()
  data = await openData(folder)
}

const publish = (version: string, at: number, commit?: string) => {
  const files = { 'index.html': { sha256: 'a'.repeat(64), size: 1, type: 'text/html' } }
  const release = releaseOf({ manifest: { version, files }, ...(commit !== undefined && { commit }) }, at)
  return data.store.addRelease(release, event(at, version))
}
const event = (at: number, id: string) => ({
  at,
  type: 'webhook-received' as const,
  subject: { kind: 'webhook' as const, id },
  data: {},
})

test('a release is found by its commit, whichever of the two is short, and the latest of several', async () => {
  await publish('none', 1)
  await publish('empty', 1, '')
  await publish('branch', 1, 'main')
  await publish('shorter', 1, COMMIT.slice(0, 6))
  expect(await data.store.webhooks.releaseOfCommit(COMMIT)).toBeUndefined()
  await publish('z-full', 2, COMMIT)
  expect(await data.store.webhooks.releaseOfCommit(COMMIT)).toBe('z-full')
  expect(await data.store.webhooks.releaseOfCommit(COMMIT.slice(0, 7))).toBe('z-full')
  expect(await data.store.webhooks.releaseOfCommit(COMMIT.slice(0, 6))).toBeUndefined()
  await publish('a-short', 3, COMMIT.slice(0, 7))
  await publish('m-middle', 2, COMMIT.slice(0, 12))
  expect(await data.store.webhooks.releaseOfCommit(COMMIT)).toBe('a-short')
  expect(await data.store.webhooks.releaseOfCommit(`${COMMIT.slice(0, 10)}${'0'.repeat(30)}`)).toBe('a-short')
  expect(await data.store.webhooks.releaseOfCommit('b'.repeat(40))).toBeUndefined()
})

test('a line is kept for each branch, environment and kind of event, and replaced as a whole', async () => {
  const line = { environment: 'production', event: 'push' as const, branch: 'main', head: 'a', newest: 5, since: 4 }
  const lines: Line[] = [line, { ...line, environment: 'staging', head: 'b' }, { ...line, branch: 'next', head: 'c' }]
  lines.push({ ...line, event: 'release', head: 'e' })
  for (const each of lines) await data.store.webhooks.putLine(each)
  await data.store.webhooks.putLine({ ...line, head: 'd', newest: 6, since: 6 })
  await again()
  expect(await data.store.webhooks.line(line)).toEqual({ ...line, head: 'd', newest: 6, since: 6 })
  expect(await data.store.webhooks.line({ ...line, environment: 'staging' })).toEqual(lines[1])
  expect(await data.store.webhooks.line({ ...line, branch: 'next' })).toEqual(lines[2])
  expect(await data.store.webhooks.line({ ...line, event: 'release' })).toEqual(lines[3])
  expect(await data.store.webhooks.line({ ...line, environment: 'staging', branch: 'next' })).toBeUndefined()
})

test('an answer is given back as it was, or as it was replaced, with its events', async () => {
  const early: WebhookAnswer = { delivery: 'one', event: 'push', result: 'ignored', reason: 'no-release', detail: 'x' }
  const late: WebhookAnswer = { delivery: 'one', event: 'push', result: 'deploying', deployment: 'd1' }
  await data.store.webhooks.record(early, 'production', event(1, 'one'))
  expect(await data.store.webhooks.answer('one')).toEqual(early)
  await data.store.webhooks.record(late, 'production', event(2, 'one'))
  await again()
  expect(await data.store.webhooks.answer('one')).toEqual(late)
  expect(await data.store.webhooks.answer('two')).toBeUndefined()
  expect(await data.store.events({ limit: 9 })).toMatchObject({ count: 2, events: [event(1, 'one'), event(2, 'one')] })
})
