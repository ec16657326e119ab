import type { Version } from '@relevo/core/release'
import type { Database } from './database.ts'

/** What one page, or worker of a page, was served: it gets files of that release only, until it is gone. */
export interface Pin {
  /** `undefined`: the network answered. */
  release?: Version
  /** It came out of the store, so a reload can bring another release. */
  served?: boolean
  /** The trial it was served in. */
  token?: string
  /** Milliseconds since the epoch. A page exists only some time after its pin. */
  at: number
}

export interface Pins {
  /** As `find`, but only from memory. */
  known(client: string): Pin | undefined
  find(client: string): Promise<Pin | undefined>
  set(client: string, pin: Pin): Promise<void>
  /** This pin is written already. */
  remember(client: string, pin: Pin): void
  all(): Promise<Map<string, Pin>>
  forget(gone: (client: string) => boolean): void
}

/** The pins of a scope. Kept on the disk: a worker is stopped and started many times in the life of a page. */
export function keepPins(database: Database): Pins {
  const memory = new Map<string, Pin>()
  return {
    known: (client) => memory.get(client),
    async find(client) {
      const pin = memory.get(client) ?? (await database.read((table) => table('clients').get<Pin>(client)))
      if (pin) memory.set(client, pin)
      return pin
    },
    async set(client, pin) {
      memory.set(client, pin)
      await database.write(async (table) => table('clients').put(client, pin))
    },
    remember: (client, pin) => void memory.set(client, pin),
    all: () => database.read((table) => table('clients').all()),
    forget(gone) {
      for (const client of [...memory.keys()].filter(gone)) memory.delete(client)
    },
  }
}
