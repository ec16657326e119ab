import { isTabletCode, type RelevoError, type TabletCode } from '@relevo/core/errors'
import type { Answer, Ask, WorkerState } from '@relevo/core/protocol'
import type { Progress } from './install-release.ts'
import { readAsk } from './read-ask.ts'
import type { MessageToWorker } from './worker-scope.ts'

/** A waiting page hears of progress this often, in milliseconds, … */
const BEAT = 250
/** … and after so many beats without any, that we are alive: 3 s. */
const QUIET = 12

/** Carries out one ask. Sets `progress.now` when there is something to wait for. */
export type CarryOut = (ask: Ask, client: string, event: MessageToWorker, progress: Waiting) => Promise<WorkerState>

export interface Waiting {
  now?: Readonly<Progress>
}

/**
 * Hear the asks of pages: every one is answered over its port with `done` or `failed`, and the worker lives until it is.
 * Messages that are not to us are left alone.
 */
export function hearAsks(carryOut: CarryOut, idle: () => Promise<unknown>): (event: MessageToWorker) => void {
  async function answer(event: MessageToWorker, port: MessagePort): Promise<void> {
    const waiting: Waiting = {}
    let said = ''
    let quiet = 0
    const sayProgress = () => {
      const { loaded, total } = waiting.now ?? { loaded: 0, total: 0 }
      const now = `${loaded}/${total}`
      if (now === said && ++quiet < QUIET) return
      said = now
      quiet = 0
      say({ progress: { loaded, total } })
    }
    const say = (what: Answer) => port.postMessage(what)
    const beat = setInterval(sayProgress, BEAT)
    try {
      const ask = readAsk(event.data)
      if (!ask) return say({ failed: { code: 'worker-unavailable', detail: 'not an ask of this protocol' } })
      const done = await carryOut(ask, (event.source as { id: string }).id, event, waiting)
      if (waiting.now) sayProgress()
      say({ done })
    } catch (error) {
      say({ failed: failureOf(error) })
    } finally {
      clearInterval(beat)
    }
  }

  return (event) => {
    const [port] = event.ports
    const { relevo, ask } = (event.data ?? {}) as { relevo?: unknown; ask?: unknown }
    if (!relevo || !port) return
    event.waitUntil(ask === 'ping' ? idle() : answer(event, port))
  }
}

/** Our own errors as they are; any other comes from the browser's storage. */
function failureOf(error: unknown): { code: TabletCode; detail?: string } {
  const { code, detail, name } = error as Partial<RelevoError>
  if (isTabletCode(code)) return { code, ...(detail && { detail: detail.slice(0, 200) }) }
  return { code: name === 'QuotaExceededError' ? 'no-space' : 'storage-unavailable', detail: `${error}`.slice(0, 200) }
}
