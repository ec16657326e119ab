import { RelevoError } from '@relevo/core/errors'
import { type Answer, type Ask, type TellMessage, WORKER_PROTOCOL, type WorkerState } from '@relevo/core/protocol'
import { alarmOf } from './alarm.ts'
import { listen } from './listen.ts'
import type { Clock, OnProgress, OnTell, View, WorkerLink } from './ports.ts'
import { PING_EVERY, SILENCE } from './times.ts'

const TRIES = 3

/** Where the worker is. */
interface Place {
  worker: string
  scope?: string | undefined
}

/**
 * Register the worker and open the line to it. The page is never reloaded for a change of worker: releases are data.
 *
 */
export function linkWorker(
  { isSecureContext, navigator }: View,
  { worker, scope }: Place,
  clock: Clock,
  onTell: OnTell,
): WorkerLink {
  // Missing where the context is not secure, and in browsers without.
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined
  let opened: Promise<ServiceWorkerRegistration> | undefined

  async function open(): Promise<ServiceWorkerRegistration> {
    if (!isSecureContext) throw new RelevoError('insecure-context')
    if (!container) throw new RelevoError('worker-unavailable', 'the browser has none')
    await container.register(worker, { ...(scope && { scope }), updateViaCache: 'none' }).catch((cause) => {
      throw new RelevoError('worker-unavailable', String(cause))
    })
    return container.ready
  }

  async function post(ask: Ask, { port2 }: MessageChannel): Promise<void> {
    opened ??= open()
    const { active } = await opened
    active?.postMessage({ relevo: WORKER_PROTOCOL, ...ask }, [port2])
  }

  /** One try; `undefined` is silence. Only a download lasts long enough for a ping. */
  function askOnce(ask: Ask, onProgress?: OnProgress): Promise<WorkerState | undefined> {
    const channel = new MessageChannel()
    const { port1 } = channel
    const silence = alarmOf(clock)
    const awake = alarmOf(clock)
    return new Promise<WorkerState | undefined>((resolve, reject) => {
      const wait = () => silence.set(SILENCE, () => resolve(undefined))
      const ping = () => {
        awake.set(PING_EVERY, () => {
          post({ ask: 'ping' }, new MessageChannel()).catch(reject)
          ping()
        })
      }
      port1.onmessage = ({ data }: { data: Answer }) => {
        if ('done' in data) resolve(data.done)
        else if ('failed' in data) reject(new RelevoError(data.failed.code, data.failed.detail))
        else {
          wait()
          onProgress?.(data.progress.loaded, data.progress.total)
        }
      }
      wait()
      ping()
      post(ask, channel).catch(reject)
    }).finally(() => {
      silence.off()
      awake.off()
      port1.close()
    })
  }

  const close =
    container &&
    listen(container, 'message', (event) => {
      const { data } = event as MessageEvent<TellMessage>
      if (data?.relevo === WORKER_PROTOCOL && data.tell) onTell(data)
    })
  container?.startMessages()

  return {
    async ask(ask, onProgress) {
      for (let tries = 0; tries < TRIES; tries++) {
        const state = await askOnce(ask, onProgress)
        if (state) return state
      }
      throw new RelevoError('worker-silent', ask.ask)
    },
    close: () => close?.(),
  }
}
