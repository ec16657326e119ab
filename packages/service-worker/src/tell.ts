import { type Tell, type TellMessage, WORKER_PROTOCOL, type WorkerState } from '@relevo/core/protocol'
import type { Slots } from '@relevo/core/slots'
import type { Pin, Pins } from './pins.ts'
import type { Clients, WindowClient } from './worker-scope.ts'

/** The slots as one page sees them: what it was served is its own, and nobody learns another page's token. */
export function viewOf(slots: Slots, pin: Pin | undefined): WorkerState {
  const { active, previous, staged, failed } = slots
  const view: WorkerState = { protocol: WORKER_PROTOCOL, failed }
  if (active !== undefined) view.active = active
  if (previous !== undefined) view.previous = previous
  if (staged !== undefined) view.staged = staged
  if (pin?.served && pin.release !== undefined) view.served = pin.release
  if (slots.phase === 'trial' && pin?.token === slots.trial.token) {
    const { version, token, deadline } = slots.trial
    view.trial = { version, token, deadline }
  }
  return view
}

export function tell(client: WindowClient, what: Tell): void {
  const message: TellMessage = { relevo: WORKER_PROTOCOL, ...what }
  client.postMessage(message)
}

/** Tell every page, also those that another worker still controls, how things stand now. */
export async function tellAll(clients: Clients, pins: Pins, slots: Slots): Promise<void> {
  const known = await pins.all()
  for (const client of await clients.matchAll({ includeUncontrolled: true, type: 'window' })) {
    tell(client, { tell: 'slots', slots: viewOf(slots, known.get(client.id)) })
  }
}
