import type { Directive } from '@relevo/core/protocol'
import { NO_SLOTS } from '@relevo/core/slots'
import type { FileStore } from './file-store.ts'
import type { Installer } from './installer.ts'
import { type Change, type RecordKeeper, stepped, type TabletRecord } from './record.ts'
import type { Releases } from './releases.ts'
import type { ExtendableEvent, WorkerScope } from './worker-scope.ts'

interface ResetParts {
  keeper: RecordKeeper
  releases: Releases
  store: FileStore
  installer: Installer
  registration: WorkerScope['registration']
  onChange(change: Change, event: ExtendableEvent): void
}

export interface Reset {
  /** Carry out a directive of version.json, once per id. */
  obey(directive: Directive, event: ExtendableEvent): Promise<void>
  /** Make room: the releases go, what failed is remembered. */
  empty(event: ExtendableEvent): Promise<void>
  /** Somebody in front of the tablet wants to start afresh: what directives were carried out is not forgotten. */
  byHand(event: ExtendableEvent): Promise<void>
}

/** Ways to forget every stored release and start from the network. */
export function resetting(parts: ResetParts): Reset {
  const { keeper, releases, store, installer, registration, onChange } = parts

  /** The record is written last: a worker that dies on the way does it again. */
  async function forget(event: ExtendableEvent, afterwards: (record: TabletRecord) => Change): Promise<void> {
    installer.stop()
    await store.clear()
    const change = await keeper.write(async (record, rows) => {
      const change = afterwards(record)
      if (!change.changed) return change // another page passed on the same directive
      rows.clear()
      // The network answers the pages that are open: they are not to be mixed with what is stored next.
      for (const [client, { at }] of record.pins) record.pins.set(client, { at })
      return change
    })
    releases.known.clear()
    onChange(change, event)
  }

  return {
    async obey({ do: what, id: directive }, event) {
      if ((await keeper.read()).slots.directive !== directive)
        await forget(event, (record) => stepped(record, { type: 'reset', directive }))
      // Again when asked again: a worker that died between the two is still there.
      if (what === 'unregister') await registration.unregister()
    },
    empty: (event) => forget(event, (record) => stepped(record, { type: 'emptied' })),
    byHand: (event) =>
      forget(event, (record) => {
        const { directive } = record.slots
        record.slots = { ...NO_SLOTS, ...(directive && { directive }) }
        return { record, effects: [], changed: true }
      }),
  }
}
