import { RelevoError } from '@relevo/core/errors'
import { type Answer, type Ask, type TellMessage, WORKER_PROTOCOL, type WorkerState } from '@relevo/core/protocol'
import { alarmOf } from './alarm.ts'
import type { Clock, OnTell, WorkerLink } from './ports.ts'

/** A worker says something at least every 3 s while it works; this long without a word is silence. */
const SILENCE = 10_000
const TRIES = 3
/** A browser ends a worker's work after minutes without an event. */
const PING = 15_000

/** Where the worker is. */
interface Place {
  worker: string
  scope?: string | undefined
}

/**
 * Register the worker and open the line to it. The page is never reloaded for a change of worker: releases are data.
 *
 * @param container `navigator.serviceWorker`, which a page without a secure context does not have
 */
export function linkWorker(
  container: ServiceWorkerContainer | undefined,
  { worker, scope }: Place,
  clock: Clock,
  onTell: OnTell,
): WorkerLink {
  let opened: Promise<ServiceWorkerRegistration> | undefined

  async function open(): Promise<ServiceWorkerRegistration> {
    try {
      if (!container) throw new Error('no secure context')
      await container.register(worker, { ...(scope && { scope }), updateViaCache: 'none' })
    } catch (cause) {
      throw new RelevoError('worker-unavailable', String(cause), { cause })
    }
    return container.ready
  }

  async function post(ask: Ask, port: MessagePort): Promise<void> {
    opened ??= open()
    const registration = await opened
    registration.active?.postMessage({ relevo: WORKER_PROTOCOL, ...ask }, [port])
  }

  /** One try; `undefined` is silence. */
  function askOnce(ask: Ask, onProgress?: (loaded: number, total: number) => void): Promise<WorkerState | undefined> {
    const { port1, port2 } = new MessageChannel()
    const silence = alarmOf(clock)
    return new Promise<WorkerState | undefined>((resolve, reject) => {
      const wait = () => silence.set(SILENCE, () => resolve(undefined))
      port1.onmessage = ({ data }: { data: Answer }) => {
        if ('done' in data) resolve(data.done)
        else if ('failed' in data) reject(new RelevoError(data.failed.code, data.failed.detail))
        else {
          wait()
          onProgress?.(data.progress.loaded, data.progress.total)
        }
      }
      wait()
      post(ask, port2).catch(reject)
    }).finally(() => {
      silence.off()
      port1.close()
    })
  }

  function keepAwake(): () => void {
    const next = alarmOf(clock)
    function ping(): void {
      post({ ask: 'ping' }, new MessageChannel().port2).catch(() => {
        // A worker that is gone is noticed by its silence, not by a ping.
      })
      next.set(PING, ping)
    }
    next.set(PING, ping)
    return next.off
  }

  function hear({ data }: MessageEvent<TellMessage>): void {
    if (data?.relevo === WORKER_PROTOCOL && data.tell) onTell(data)
  }
  container?.addEventListener('message', hear)
  container?.startMessages()

  return {
    async ask(ask, onProgress) {
      const letSleep = ask.ask === 'stage' ? keepAwake() : undefined
      try {
        for (let tries = 0; tries < TRIES; tries++) {
          const state = await askOnce(ask, onProgress)
          if (state) return state
        }
        throw new RelevoError('worker-silent', ask.ask)
      } finally {
        letSleep?.()
      }
    },
    close: () => container?.removeEventListener('message', hear),
  }
}
