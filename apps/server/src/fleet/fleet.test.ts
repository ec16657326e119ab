import { beforeEach, expect, test } from 'vitest'
import type { Environment } from './environment.ts'
import type { NewEvent } from './event.ts'
import { createFleet, type Fleet } from './fleet.ts'
import type { Hints } from './ports.ts'
import { type Release, releaseOf } from './release.ts'

let fleet: Fleet
let logged: NewEvent[]
let warnings: string[]
let send: Hints['send']

const release = (version: string): Release =>
  releaseOf({ manifest: { version, files: { 'index.html': { sha256: 'a', size: 1, type: 'text/html' } } } }, 0)
const notice = { environment: 'production', version: 'r1', force: false, retry: false }

beforeEach(async () => {
  logged = []
  warnings = []
  send = async () => undefined
  let stored: Environment = { name: 'production', force: false }
  /** A disk that takes its time: others get their turn in between. */
  const slowly = async (event: NewEvent) => {
    await new Promise((resolve) => setImmediate(resolve))
    logged.push(event)
  }
  let ids = 0
  fleet = await createFleet(
    {
      store: {
        environments: async () => [stored],
        tablets: async () => [],
        releases: async () => ({ releases: [], count: 0 }),
        release: async (version) => (version.startsWith('r') ? release(version) : undefined),
        formerReleases: async () => [],
        standings: async () => [],
        events: async () => ({ events: [], count: 0 }),
        addRelease: (_release, event) => slowly(event),
        setCurrent: async (environment, event) => {
          await slowly(event)
          stored = environment
        },
        setEnvironment: (_environment, event) => slowly(event),
        setStanding: (_standing, _environments, event) => slowly(event),
        saveTablets: async () => undefined,
      },
      files: { sizes: async () => new Map() },
      hints: { send: (hint) => send(hint) },
      world: { now: () => 1_000, newId: () => `id-${++ids}`, warn: (message) => warnings.push(message) },
    },
    { keep: 2 },
  )
})

test('two notices at once are taken one after the other, so the second is a repeat', async () => {
  const both = await Promise.all([fleet.notifyUpdate(notice), fleet.notifyUpdate(notice)])
  expect(both.map(({ duplicate }) => duplicate)).toEqual([false, true])
  expect(logged).toHaveLength(1)
})

test('a notice that fails does not hold up the next', async () => {
  const [failed, done] = await Promise.allSettled([
    fleet.notifyUpdate({ ...notice, version: 'unknown' }),
    fleet.notifyUpdate(notice),
  ])
  expect([failed.status, done.status]).toEqual(['rejected', 'fulfilled'])
})

test('a hint goes out after the change is on disk, and again for a repeat', async () => {
  const hints: unknown[] = []
  send = async (hint) => void hints.push({ ...hint, logged: logged.length })
  await fleet.notifyUpdate(notice)
  await fleet.notifyUpdate(notice)
  const hint = { environment: 'production', version: 'r1', force: false, at: 1_000, logged: 1 }
  expect(hints).toEqual([hint, hint])
})

test('a hint that cannot be sent is told, and the release is current all the same', async () => {
  send = () => Promise.reject(new Error('no broker'))
  await fleet.notifyUpdate(notice)
  expect(warnings).toHaveLength(1)
  expect((await fleet.news()).version).toBe('r1')
})
