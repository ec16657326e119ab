import { NO_SLOTS } from '@relevo/core/slots'
import { expect, it } from 'vitest'
import { carryingOut } from './carry-out.ts'
import type { TabletRecord } from './record.ts'
import type { MessageToWorker } from './worker-scope.ts'

const trial = { version: 'r2', token: 't', attempts: 1, deadline: 5 }

/** What a page that was served the trial of r2 hears when it says that it runs this release. */
async function hello(running: string) {
  const record: TabletRecord = {
    slots: { ...NO_SLOTS, phase: 'trial', active: 'r1', trial },
    pins: new Map([['c1', { release: 'r2', served: true, token: 't', at: 0 }]]),
  }
  const parts = {
    keeper: { read: async () => record, write: (work: (record: TabletRecord) => unknown) => work(record) },
    releases: { find: async () => undefined },
    watchdog: () => undefined,
  }
  const ask = { ask: 'hello', running, checkIn: 'https://panel.test/config/version.json' } as const
  const carryOut = carryingOut(parts as unknown as Parameters<typeof carryingOut>[0])
  return carryOut(ask, 'c1', {} as MessageToWorker, () => undefined)
}

it('lets a page confirm what it was served and runs', async () => {
  expect(await hello('r2')).toMatchObject({ served: 'r2', trial })
})

it('does not let a page confirm a release whose page it was served, but whose script it does not run', async () => {
  expect(await hello('r3')).toMatchObject({ served: 'r2' })
  expect(await hello('r3')).toMatchObject({ trial: undefined })
})
