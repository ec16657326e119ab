import type { Directive } from '@relevo/core/protocol'
import { NO_SLOTS } from '@relevo/core/slots'
import type { Database } from './database.ts'
import type { FileStore } from './file-store.ts'
import type { Installer } from './installer.ts'
import type { Pins } from './pins.ts'
import type { Releases } from './releases.ts'
import { type OnChange, readSlots, type SlotsRecord } from './slots-record.ts'
import type { ExtendableEvent, WorkerScope } from './worker-scope.ts'

interface ResetParts {
  database: Database
  store: FileStore
  releases: Releases
  pins: Pins
  slots: SlotsRecord
  installer: Installer
  registration: WorkerScope['registration']
  onChange: OnChange
}

export interface Reset {
  /** Carry out a directive of version.json, once per id. */
  obey(directive: Directive, event: ExtendableEvent): Promise<void>
  /** Somebody in front of the tablet wants to start afresh: what directives were carried out is not forgotten. */
  byHand(event: ExtendableEvent): Promise<void>
}

/** Ways to forget every stored release and start from the network. */
export function resetting(parts: ResetParts): Reset {
  const { database, store, releases, pins, slots, installer, registration, onChange } = parts

  async function forgetFiles(): Promise<void> {
    installer.stop('reset')
    await store.clear()
    await database.write(async (table) => {
      table('releases').clear()
      table('clients').clear()
    })
    releases.forget(() => true)
    pins.forget(() => true)
  }

  return {
    async obey({ do: what, id }, event) {
      if ((await slots.read()).directive === id) return
      // The id is written last: a worker that dies on the way does it again.
      await forgetFiles()
      await slots.change({ type: 'reset', directive: id }, event)
      if (what === 'unregister') await registration.unregister()
    },
    async byHand(event) {
      await forgetFiles()
      const now = await database.write(async (table) => {
        const { directive } = await readSlots(table)
        const afresh = { ...NO_SLOTS, ...(directive !== undefined && { directive }) }
        table('state').put('slots', afresh)
        return afresh
      })
      onChange(now, [], event)
    },
  }
}
