import type { Answer, Ask, Tell, WorkerState } from '@relevo/core/protocol'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { View, WorkerLink } from './ports.ts'
import { PushedClock, settled } from './testing/pushed-clock.ts'
import { linkWorker } from './worker-link.ts'

const STATE: WorkerState = { protocol: 1, active: 'r1', failed: {} }

/** A container whose worker is the other end of real message ports. */
class Container extends EventTarget {
  heard: (Ask & { relevo: number })[] = []
  ports: MessagePort[] = []
  registered: unknown[] = []
  refuses = false
  started = false
  readonly ready = Promise.resolve({
    active: {
      postMessage: (ask: Ask & { relevo: number }, [port]: [MessagePort]) => {
        this.heard.push(ask)
        this.ports.push(port)
      },
    },
  })
  async register(...call: unknown[]): Promise<void> {
    this.registered.push(call)
    if (this.refuses) throw new TypeError('bad script')
  }
  startMessages(): void {
    this.started = true
  }
  says(answer: Answer, index = -1): void {
    this.ports.at(index)?.postMessage(answer)
  }
}

let clock: PushedClock
let container: Container
let told: Tell[]
let link: WorkerLink
beforeEach(() => {
  clock = new PushedClock()
  container = new Container()
  told = []
  link = linkWorker(
    { isSecureContext: true, navigator: { serviceWorker: container } } as unknown as View,
    { worker: '/sw.js', scope: '/panel/' },
    clock,
    (tell) => told.push(tell),
  )
})
afterEach(() => {
  for (const port of container.ports) port.close()
})

it('registers the worker past the HTTP cache, once', async () => {
  for (let i = 0; i < 2; i++) {
    const answer = link.ask({ ask: 'rollback' })
    await settled()
    container.says({ done: STATE })
    expect(await answer).toEqual(STATE)
  }
  expect(container.registered).toEqual([['/sw.js', { scope: '/panel/', updateViaCache: 'none' }]])
  expect(container.heard[0]).toEqual({ relevo: 1, ask: 'rollback' })
  expect(clock.waiting).toBe(0)
})

it('says with which code the worker refused', async () => {
  const answer = link.ask({ ask: 'switch', version: 'r2' })
  await settled()
  container.says({ failed: { code: 'switch-refused', detail: 'r2 is not here' } })
  await expect(answer).rejects.toMatchObject({ code: 'switch-refused', detail: 'r2 is not here' })
})

it('says that the worker cannot be registered, and why', async () => {
  container.refuses = true
  await expect(link.ask({ ask: 'rollback' })).rejects.toMatchObject({
    code: 'worker-unavailable',
    detail: 'TypeError: bad script',
  })
})

it.each([
  { isSecureContext: false, code: 'insecure-context' },
  { isSecureContext: true, code: 'worker-unavailable' },
])(
  'says $code when a page without workers has a secure context: $isSecureContext',
  async ({ code, isSecureContext }) => {
    const nowhere = { isSecureContext, navigator: {} } as unknown as View
    const none = linkWorker(nowhere, { worker: '/sw.js' }, clock, () => undefined)
    await expect(none.ask({ ask: 'rollback' })).rejects.toMatchObject({ code })
    none.close()
  },
)

it('asks a silent worker three times, then says it is silent', async () => {
  const answer = link.ask({ ask: 'switch', version: 'r2' })
  const silent = expect(answer).rejects.toMatchObject({ code: 'worker-silent' })
  await clock.push(29)
  expect(container.heard.map(({ ask }) => ask)).toEqual(['switch', 'switch', 'switch'])
  await clock.push(2)
  await silent
  expect(clock.waiting).toBe(0)
})

it('waits for a download as long as it is heard of, and keeps the worker awake', async () => {
  const seen: number[] = []
  const stage: Ask = { ask: 'stage', version: 'r2', manifest: 'm', files: 'f', running: false }
  const answer = link.ask(stage, (loaded) => {
    seen.push(loaded)
  })
  await clock.push(0)
  const [port] = container.ports
  for (let loaded = 1; loaded <= 5; loaded++) {
    await clock.push(9)
    port?.postMessage({ progress: { loaded, total: 5 } })
    await expect.poll(() => seen.length).toBe(loaded)
  }
  port?.postMessage({ done: STATE })
  expect(await answer).toEqual(STATE)
  expect(container.heard.map(({ ask }) => ask)).toEqual(['stage', 'ping', 'ping', 'ping'])
  expect(clock.waiting).toBe(0)
})

it('hears what the worker says by itself, and nothing that others say', () => {
  expect(container.started).toBe(true)
  const say = (data: unknown) => container.dispatchEvent(new MessageEvent('message', { data }))
  say({ relevo: 1, tell: 'reload' })
  say({ tell: 'reload' })
  say({ relevo: 1 })
  say('workbox')
  say(null)
  expect(told).toEqual([{ relevo: 1, tell: 'reload' }])
  link.close()
  say({ relevo: 1, tell: 'reload' })
  expect(told).toHaveLength(1)
})
