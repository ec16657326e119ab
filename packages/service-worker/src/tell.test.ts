import { NO_SLOTS } from '@relevo/core/slots'
import { expect, it } from 'vitest'
import type { TabletRecord } from './record.ts'
import { tellAll, viewOf } from './tell.ts'
import type { Clients } from './worker-scope.ts'

it('tells a page how things stand when it is told, not when the change was made', async () => {
  const trial = { version: 'r2', token: 't', attempts: 1, deadline: 5 }
  let record: TabletRecord = { slots: { ...NO_SLOTS, staged: 'r2' }, pins: new Map() }
  const told: unknown[] = []
  const page = { id: 'c2', postMessage: (message: unknown) => told.push(message) }
  const matchAll = async () => {
    // While the browser looks for its pages, one comes into being and is served the trial.
    const pins = new Map([['c2', { release: 'r2', served: true, token: 't', at: 0 }]])
    record = { slots: { phase: 'trial', active: 'r1', trial, failed: {} }, pins }
    return [page]
  }
  await tellAll({ matchAll } as unknown as Clients, async () => record)
  expect(told).toMatchObject([{ tell: 'slots', slots: { served: 'r2', trial: { token: 't' } } }])
})

it('says how the last patch did, once there was one', () => {
  const record: TabletRecord = { slots: NO_SLOTS, pins: new Map() }
  expect(viewOf(record, 'c1')).toMatchObject({ patched: undefined })
  const patched = { version: 'r2', outcome: 'applied' } as const
  expect(viewOf({ ...record, patched }, 'c1').patched).toEqual(patched)
})
