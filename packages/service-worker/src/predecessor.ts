import type { TabletRecord } from './record.ts'
import type { Clients } from './worker-scope.ts'

/** The worker that was there before, and what it left behind; `workboxCaches()` of `@relevo/service-worker/workbox` is one. */
export interface Predecessor {
  /** Ask the network, and answer from what was left behind when that has nothing. */
  fetch(request: Request): Promise<Response>
  /** Delete what was left behind, once nobody needs it any more. */
  sweep(clients: Clients, record: TabletRecord): Promise<unknown>
}
