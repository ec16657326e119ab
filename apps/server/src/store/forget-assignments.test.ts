import { pendingIn } from '@relevo/core/waves'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Deployment } from '../fleet/deployments/deployment.ts'
import { type ClosableStore, openStore } from './sqlite-store.ts'

let store: ClosableStore
beforeEach(async () => {
  store = await openStore(':memory:')
  await store.addEnvironments(['production'])
})
afterEach(() => store.close())

const ended = (nth: number): Deployment => ({
  id: `d${nth}`,
  environment: 'production',
  version: `r${nth}`,
  trigger: 'api',
  force: false,
  retry: false,
  at: nth,
  finishedAt: nth * 1_000,
  ...(nth > 1 && { previous: { version: `r${nth - 1}`, deployment: `d${nth - 1}` } }),
  state: { phase: 'success', health: true },
  revision: 1,
})
const event = { at: 0, type: 'release-current', subject: { kind: 'environment', id: 'production' }, data: {} } as const
const none = { put: [], gone: [] }

it('forgets who had deployments that are long over, and nobody of what is current or would be gone back to', async () => {
  for (const nth of [1, 2, 3, 4]) await store.deployments.add(ended(nth), [], [])
  await store.setEnvironment({ name: 'production', current: 'r4', deployment: 'd4', force: false }, event)
  const tablets = ['lobby-1', 'lobby-2']
  const placed = ['d1', 'd2', 'd3', 'd4'].flatMap((deployment) =>
    tablets.map((tablet) => ({ deployment, tablet, assignment: pendingIn(1, 0) })),
  )
  await store.saveTablets([], [], { gone: [], cards: none, aliases: none, placed })
  expect(await store.history.forgetAssignments(1_500, 100)).toBe(2)
  expect(await store.history.forgetAssignments(9_000, 1)).toBe(1)
  expect(await store.history.forgetAssignments(9_000, 100)).toBe(1)
  const left = await Promise.all(['d1', 'd2', 'd3', 'd4'].map((id) => store.assignments.of(id)))
  expect(left.map((rows) => rows.length)).toEqual([0, 0, 2, 2])
})
