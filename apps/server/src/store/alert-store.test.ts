import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Alert, Lane } from '../fleet/alerts/alert.ts'
import type { NewEvent } from '../fleet/event.ts'
import { type ClosableStore, openStore } from './sqlite-store.ts'

let folder: string
let store: ClosableStore
const open = () => openStore(join(folder, 'relevo.db'))
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relevo-alerts-'))
  store = await open()
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})
const again = async () => {
  await store.close()
  store = await open()
}

const reading = { value: 0.5, threshold: 0.2, samples: 10, text: 't', advice: 'a' }
const firing = (id: string, but: Partial<Alert> = {}): Required<Lane> => {
  const alert: Alert = { id, rule: 'offline', environment: 'production', since: 1, firedAt: 2, reading, ...but }
  const { rule, environment } = alert
  return { rule, environment, state: { phase: 'firing', since: 1, firedAt: 2, lookedAt: 3, silencedUntil: 9 }, alert }
}
const resolved = (lane: Required<Lane>): Required<Lane> => ({
  ...lane,
  state: { phase: 'resolved', since: 1, firedAt: 2, resolvedAt: 4 },
  alert: { ...lane.alert, resolvedAt: 4, acknowledged: { at: 3, by: 'ana', note: 'n' } },
})
const event = (type: NewEvent['type']): NewEvent => ({ at: 1, type, subject: { kind: 'alert', id: 'a' }, data: {} })
const ids = async (query = {}) => {
  const { alerts, count } = await store.alerts.list({ limit: 10, offset: 0, ...query })
  return [...alerts.map(({ id }) => id), count]
}

test('lanes and alerts come back as they were kept, over a restart', async () => {
  const pending: Lane = {
    rule: 'skew',
    environment: 'staging',
    state: { phase: 'pending', since: 1, held: 2, lookedAt: 3 },
  }
  const lanes = [firing('a'), pending, resolved(firing('b', { rule: 'error-rate' }))]
  await store.alerts.save(lanes, [])
  await again()
  expect(await store.alerts.lanes()).toEqual([lanes[2], lanes[0], lanes[1]])
  expect(await store.alerts.get('a')).toEqual(firing('a').alert)
  expect(await store.alerts.get('c')).toBeUndefined()
})

test('a lane is kept in the place of what it was, and its alerts stay', async () => {
  await store.alerts.save([firing('a')], [])
  await store.alerts.save([resolved(firing('a'))], [])
  await store.alerts.save([firing('b')], [])
  expect(await store.alerts.lanes()).toEqual([firing('b')])
  expect(await store.alerts.get('a')).toEqual(resolved(firing('a')).alert)
})

test('those that fire are listed first, then the latest, whatever the clock said', async () => {
  await store.alerts.save([firing('a', { environment: 'staging' })], [])
  for (const [id, since] of [
    ['b', 9],
    ['c', 5],
  ] as const)
    await store.alerts.save([resolved(firing(id, { since }))], [])
  expect(await ids()).toEqual(['a', 'c', 'b', 3])
  expect(await ids({ limit: 1, offset: 1 })).toEqual(['c', 3])
  expect(await ids({ state: 'resolved' })).toEqual(['c', 'b', 2])
  expect(await ids({ state: 'firing', environment: 'staging' })).toEqual(['a', 1])
  expect(await ids({ state: 'firing', environment: 'production' })).toEqual([0])
})

test('what is kept and what the log says of it are one: a rule has one alert at a time in an environment', async () => {
  await store.alerts.save([firing('a')], [event('alert-fired')])
  await expect(store.alerts.save([firing('b')], [event('alert-fired')])).rejects.toThrow('UNIQUE')
  expect(await ids()).toEqual(['a', 1])
  expect(await store.alerts.lanes()).toEqual([firing('a')])
  expect((await store.events({ limit: 9 })).count).toBe(1)
  await store.alerts.save([firing('b', { environment: 'staging' })], [event('alert-fired')])
  expect((await store.events({ limit: 9 })).count).toBe(2)
})
