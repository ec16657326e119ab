import type { WorkerState } from '@relevo/core/protocol'
import type { Version } from '@relevo/core/release'
import { NO_SLOTS, nextRelease, type Slots, type SlotsEffect, type SlotsEvent, step } from '@relevo/core/slots'
import { type Database, resultOf } from './database.ts'
import type { Releases } from './releases.ts'
import type { AnsweredEvent, ExtendableEvent } from './worker-scope.ts'

/** Everything the worker remembers between two starts but the manifests: one row, so every change is all or nothing. */
export interface TabletRecord {
  slots: Slots
  /** By client id. Kept on the disk: a worker is stopped and started many times in the life of a page. */
  pins: Map<string, Pin>
  /** What a page that was up told of itself, for the time when none is. */
  told?: { checkIn: string; running: Version; secret?: string | undefined }
  /** How the last release patch did. */
  patched?: WorkerState['patched']
  /** The release patch that was begun last, and how often it was without being of use. */
  tried?: { url: string; times: number }
}

/** What one page, or worker of a page, was served: it gets files of that release only, until it is gone. */
export interface Pin {
  /** `undefined`: the network answered. */
  release?: Version | undefined
  /** It came out of the store, so a reload can bring another release. */
  served?: boolean
  /** The trial it was served in. */
  token?: string | undefined
  /** Milliseconds since the epoch. A page exists only some time after its pin. */
  at: number
}

/** What a step made of the slots. */
export interface Change {
  record: TabletRecord
  effects: readonly SlotsEffect[]
  /** `false`: the rules said no. */
  changed: boolean
}

export interface RecordKeeper {
  /** As this worker saw it last: good for what never changes, such as the release of a page. */
  latest(): TabletRecord | undefined
  /** Whoever asks while it is being read has the same answer. */
  read(): Promise<TabletRecord>
  /** Remember a page that comes into being: at once for this worker, and on the disk after its answer, which has no time for it. */
  pin(client: string, pin: Pin, event: AnsweredEvent): void
  /** `work` changes the record in place. Of all waits only those of the transaction are allowed in it. */
  write<T>(work: (record: TabletRecord, releases: IDBObjectStore) => Promise<T>): Promise<T>
  /** Step the slots, write them, then have the effects run. */
  happen(happened: SlotsEvent, event: ExtendableEvent): Promise<Change>
}

/**
 * The record on the disk. Read anew for every decision: while a worker is replaced, two of them write.
 *
 * @param onChange has the effects of a change run, once it is written; the event keeps the worker alive for it
 */
export function keepRecord(
  database: Database,
  { expect }: Pick<Releases, 'expect'>,
  onChange: (change: Change, event: ExtendableEvent) => void,
): RecordKeeper {
  let latest: TabletRecord | undefined
  let reading: Promise<TabletRecord> | undefined
  /** Pins that are not known to be on the disk. */
  const young = new Map<string, Pin>()

  async function load(state: IDBObjectStore): Promise<TabletRecord> {
    const found = await resultOf<TabletRecord | undefined>(state.get('record'))
    // What is damaged, or was written by a worker nobody knows, is as good as lost.
    const record: TabletRecord =
      found?.slots?.failed && found.pins?.size >= 0 ? found : { slots: NO_SLOTS, pins: new Map() }
    for (const [client, pin] of young) if (!record.pins.has(client)) record.pins.set(client, pin)
    return record
  }

  function read(): Promise<TabletRecord> {
    reading ??= database('readonly', async (state, rows) => {
      latest = await load(state)
      // In the same transaction: one more would cost every start.
      expect(nextRelease(latest.slots), rows)
      return latest
    }).finally(() => {
      reading = undefined
    })
    return reading
  }

  const write: RecordKeeper['write'] = async (work) => {
    let merged: string[] = []
    const [record, result] = await database('readwrite', async (state, releases) => {
      const now = await load(state)
      merged = [...young.keys()]
      const worked = await work(now, releases)
      state.put(now, 'record')
      return [now, worked]
    })
    latest = record
    // On the disk, or taken out again by `work`: also those of a write that failed.
    for (const client of merged) young.delete(client)
    return result
  }

  return {
    latest: () => latest,
    read,
    write,
    pin(client, pin, event) {
      latest?.pins.set(client, pin)
      young.set(client, pin)
      const writeDown = () => write(async () => undefined)
      // An answer that failed is over, too, and a full disk takes no writing: this worker knows it all the same.
      event.waitUntil(
        Promise.resolve(event.handled)
          .then(writeDown, writeDown)
          .catch(() => undefined),
      )
    },
    async happen(happened, event) {
      const change = await write(async (record) => stepped(record, happened))
      if (change.changed) onChange(change, event)
      return change
    },
  }
}

/** Step the slots of a record that is being written. The caller has the effects run once it is. */
export function stepped(record: TabletRecord, happened: SlotsEvent): Change {
  const { slots, effects } = step(record.slots, happened)
  const changed = slots !== record.slots
  record.slots = slots
  return { record, effects, changed }
}
