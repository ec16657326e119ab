import { NO_SLOTS, type Slots } from '@relevo/core/slots'
import { expect, it } from 'vitest'
import { settingsOf } from './options.ts'
import type { Pin, TabletRecord } from './record.ts'
import type { StoredRelease } from './releases.ts'
import { visit } from './visit.ts'

const page = { path: 'index.html', sha256: '0', size: 1, type: 'text/html' }

/** A navigation on a tablet with these slots, and manifests of only these releases. */
async function visited(slots: Slots, ...manifests: string[]) {
  return visitedWhile(() => undefined, slots, ...manifests)
}

/** The same, and something happens while the first release is looked up. */
async function visitedWhile(happens: (record: TabletRecord) => void, slots: Slots, ...manifests: string[]) {
  const record: TabletRecord = { slots, pins: new Map() }
  const written: string[] = []
  const releaseOf = (version: string): StoredRelease => ({ version, from: '', files: new Map([[page.path, page]]) })
  const parts = {
    keeper: {
      read: async () => ({ ...record }),
      latest: () => record,
      write: (work: (record: TabletRecord) => unknown) => {
        written.push('before')
        return work(record)
      },
      pin: (client: string, pin: Pin) => {
        written.push('while')
        record.pins.set(client, pin)
      },
    },
    releases: {
      find: async (version: string) => {
        happens(record)
        return manifests.includes(version) ? releaseOf(version) : undefined
      },
    },
    settings: settingsOf({}),
    base: '/',
  } as unknown as Parameters<typeof visit>[0]
  const arrival = { pathname: '/', client: 'c1', isTop: true }
  const { release } = await visit(parts, arrival, { waitUntil: () => undefined })
  return { release: release?.version, slots: record.slots, pin: record.pins.get('c1'), written }
}

const settled: Slots = { phase: 'settled', active: 'r1', failed: {} }
const trial = { version: 'r2', token: 't', attempts: 0, deadline: Number.POSITIVE_INFINITY }

it('gives up a release whose manifest is gone: the network, or what it answers with, takes its place', async () => {
  expect(await visited(settled, 'r1')).toMatchObject({ release: 'r1', slots: settled })
  expect(await visited(settled)).toMatchObject({ release: undefined, slots: NO_SLOTS })
  const two: Slots = { ...settled, active: 'r2', previous: 'r1' }
  expect(await visited(two, 'r1')).toMatchObject({ release: 'r1', slots: settled })
})

it('says nothing against a release on trial whose manifest is gone', async () => {
  const { release, slots } = await visited({ phase: 'trial', active: 'r1', trial, failed: {} }, 'r1')
  expect([release, slots]).toEqual(['r1', settled])
})

it('writes a start of a trial down before it answers, and else only which release the page is of, while it does', async () => {
  const page = { release: 'r1', served: true }
  expect(await visited(settled, 'r1')).toMatchObject({ pin: page, written: ['while'] })
  expect((await visited(NO_SLOTS)).pin).not.toHaveProperty('release')
  expect((await visited(NO_SLOTS)).written).toEqual(['while'])
  const onTrial = await visited({ phase: 'trial', active: 'r1', trial, failed: {} }, 'r1', 'r2')
  expect(onTrial).toMatchObject({ release: 'r2', pin: { token: 't' }, written: ['before'] })
  expect(onTrial.slots).toMatchObject({ trial: { attempts: 1 } })
})

it('does not serve a release that is left while it is looked up, nor without counting one whose trial begins', async () => {
  const two: Slots = { ...settled, active: 'r2', previous: 'r1' }
  const rolledBack = await visitedWhile(
    (record) => {
      record.slots = settled
    },
    two,
    'r1',
    'r2',
  )
  expect(rolledBack).toMatchObject({ release: 'r1', pin: { release: 'r1' }, written: ['before'] })
  const switched = await visitedWhile(
    (record) => {
      if (record.slots.phase !== 'trial') record.slots = { phase: 'trial', active: 'r1', trial, failed: {} }
    },
    settled,
    'r1',
    'r2',
  )
  expect(switched).toMatchObject({ release: 'r2', pin: { token: 't' }, written: ['before'] })
})
