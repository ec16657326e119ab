import { type Tell, type TellMessage, WORKER_PROTOCOL, type WorkerState } from '@relevo/core/protocol'
import type { RecordKeeper, TabletRecord } from './record.ts'
import type { Clients, WindowClient } from './worker-scope.ts'

/** How things stand as one page sees them: what it was served is its own, and nobody learns another page's token. */
export function viewOf({ slots, pins, patched }: TabletRecord, client: string): WorkerState {
  const { active, previous, staged, failed } = slots
  const { release, served, token } = pins.get(client) ?? {}
  const trial = slots.phase === 'trial' && slots.trial
  // What no page was served yet can still be called off.
  const waiting = staged ?? (trial && !trial.attempts && trial.version)
  return {
    protocol: WORKER_PROTOCOL,
    active,
    previous,
    staged: waiting || undefined,
    served: served ? release : undefined,
    trial: trial && trial.token === token ? trial : undefined,
    patched,
    failed,
  }
}

export function tell(client: WindowClient, what: Tell): void {
  client.postMessage({ relevo: WORKER_PROTOCOL, ...what } satisfies TellMessage)
}

/** Every page, also those that another worker still controls. */
export function pagesOf(clients: Clients): Promise<readonly WindowClient[]> {
  return clients.matchAll({ includeUncontrolled: true, type: 'window' })
}

/**
 * Tell every page how things stand now. Read only once the pages are known: a page that came into being meanwhile would
 * hear of the time before it, in which it was not on trial.
 */
export async function tellAll(clients: Clients, read: RecordKeeper['read']): Promise<void> {
  const pages = await pagesOf(clients)
  const record = await read()
  for (const client of pages) tell(client, { tell: 'slots', slots: viewOf(record, client.id) })
}
