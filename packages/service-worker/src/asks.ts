import { RelevoError, type TabletCode } from '@relevo/core/errors'
import type { Answer, Ask, WorkerState } from '@relevo/core/protocol'
import { readAsk } from './read-ask.ts'
import type { MessageToWorker } from './worker-scope.ts'

/** Says something over the port of an ask that has not been answered yet. */
export type Say = (what: Answer) => void

/** Carries out one ask of a page. */
export type CarryOut = (ask: Ask, client: string, event: MessageToWorker, say: Say) => Promise<WorkerState>

/**
 * Hear the asks of pages: every one but `ping` is answered over its port with `done` or `failed`, and the worker lives
 * until it is. Messages that are not to us are left alone.
 */
export function hearAsks(carryOut: CarryOut, idle: () => Promise<unknown>): (event: MessageToWorker) => void {
  async function answer(event: MessageToWorker, say: Say): Promise<void> {
    try {
      const ask = readAsk(event.data ?? {})
      if (!ask) throw new RelevoError('worker-unavailable', 'no ask of this protocol')
      say({ done: await carryOut(ask, (event.source as { id: string }).id, event, say) })
    } catch (error) {
      say({ failed: failureOf(error) })
    }
  }

  return (event) => {
    const { data, ports } = event
    const [port] = ports
    if (!data?.relevo || !port) return
    event.waitUntil(data.ask === 'ping' ? idle() : answer(event, (what) => port.postMessage(what)))
  }
}

/** Our own errors as they are; any other comes from the browser's storage. */
function failureOf(error: unknown): { code: TabletCode; detail: string } {
  const { code, detail = '', name } = error as RelevoError
  // All that a worker makes are of a tablet's.
  if (error instanceof RelevoError) return { code: code as TabletCode, detail }
  return { code: name === 'QuotaExceededError' ? 'no-space' : 'storage-unavailable', detail: `${error}` }
}
