import { NO_SLOTS, type Slots } from '@relevo/core/slots'
import { expect, it } from 'vitest'
import { settingsOf } from './options.ts'
import type { TabletRecord } from './record.ts'
import type { StoredRelease } from './releases.ts'
import { visit } from './visit.ts'

const page = { path: 'index.html', sha256: '0', size: 1, type: 'text/html' }

/** A navigation on a tablet with these slots, and manifests of only these releases. */
async function visited(slots: Slots, ...manifests: string[]) {
  const record: TabletRecord = { slots, pins: new Map() }
  const releaseOf = (version: string): StoredRelease => ({ version, from: '', files: new Map([[page.path, page]]) })
  const parts = {
    keeper: { write: (work: (record: TabletRecord) => unknown) => work(record) },
    releases: {
      find: async (version: string) => (manifests.includes(version) ? releaseOf(version) : undefined),
    },
    settings: settingsOf({}),
    base: '/',
  } as unknown as Parameters<typeof visit>[0]
  const { release } = await visit(parts, { pathname: '/', client: 'c1', isTop: true })
  return { release: release?.version, slots: record.slots }
}

it('gives up a release whose manifest is gone: the network, or what it answers with, takes its place', async () => {
  const slots: Slots = { phase: 'settled', active: 'r1', failed: {} }
  expect(await visited(slots, 'r1')).toEqual({ release: 'r1', slots })
  expect(await visited(slots)).toEqual({ release: undefined, slots: NO_SLOTS })
  expect(await visited({ ...slots, active: 'r2', previous: 'r1' }, 'r1')).toEqual({ release: 'r1', slots })
})

it('says nothing against a release on trial whose manifest is gone', async () => {
  const trial = { version: 'r2', token: 't', attempts: 0, deadline: Number.POSITIVE_INFINITY }
  const { release, slots } = await visited({ phase: 'trial', active: 'r1', trial, failed: {} }, 'r1')
  expect([release, slots]).toEqual(['r1', { phase: 'settled', active: 'r1', failed: {} }])
})
