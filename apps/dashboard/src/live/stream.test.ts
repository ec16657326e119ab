import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { connection, found } from './connection.ts'
import { listen } from './stream.ts'

/** The streams that were opened; Node has no `EventSource`. */
let opened: FakeStream[] = []

class FakeStream extends EventTarget {
  static CONNECTING = 0
  static OPEN = 1
  static CLOSED = 2
  readyState = FakeStream.OPEN
  onopen?: () => void
  onerror?: () => void

  constructor() {
    super()
    opened.push(this)
  }

  close() {
    this.readyState = FakeStream.CLOSED
  }
}

const PULSE = 10_000
let stop: () => void

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'] })
  vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false }))
  vi.stubGlobal('EventSource', FakeStream)
  vi.stubGlobal('fetch', async () => Response.json({ data: {} }))
  connection.value = { state: 'connecting' }
  opened = []
  stop = listen()
  opened[0]?.onopen?.()
})

afterEach(() => {
  stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('opens a stream anew that seems open, once something else got no answer', async () => {
  found('not-heard')
  await vi.advanceTimersByTimeAsync(PULSE)
  expect(opened.map(({ readyState }) => readyState)).toEqual([FakeStream.CLOSED, FakeStream.OPEN])
})

it.each([
  ['changed', '{"topics":["tablets"]}'],
  ['log', '{}'],
  ['gap', ''],
])('keeps a stream that says something after that: %s', async (type, data) => {
  found('not-heard')
  opened[0]?.dispatchEvent(new MessageEvent(type, { data }))
  expect(connection.value.state).toBe('live')
  await vi.advanceTimersByTimeAsync(PULSE)
  expect(opened).toHaveLength(1)
})
