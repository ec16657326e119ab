import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connection, found } from './connection.ts'
import { keepLooking } from './looking.ts'
import { changed } from './topics.ts'

/** The looks there were, each to be answered, refused or lost by the test. */
function looks() {
  const made: (PromiseWithResolvers<boolean> & { signal: AbortSignal })[] = []
  const stop = keepLooking(['tablets'], (signal) => {
    const look = { ...Promise.withResolvers<boolean>(), signal }
    signal.addEventListener('abort', () => look.reject(signal.reason))
    made.push(look)
    return look.promise
  })
  stops.push(stop)
  return made
}

let stops: (() => void)[] = []
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
  vi.stubGlobal('document', { hidden: false })
  connection.value = { state: 'connecting' }
  found('stream-heard')
})

afterEach(() => {
  for (const stop of stops) stop()
  stops = []
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('a page that keeps looking', () => {
  it('looks again when its topic changed, and leaves a slow server nine tenths of its time', async () => {
    const made = looks()
    await pass(3_000)
    made[0]?.resolve(false)
    await pass(0)
    changed(['tablets'])
    await pass(29_000)
    expect(made).toHaveLength(1)
    await pass(1_000)
    expect(made).toHaveLength(2)
  })

  it('does not count what was waited for in vain as time that the server took', async () => {
    const made = looks()
    await pass(20_000)
    made[0]?.reject(new DOMException('20 s are over', 'TimeoutError'))
    await pass(0)
    expect(connection.value.state).toBe('lost')
    found('stream-heard')
    changed()
    await pass(2_500)
    expect(made).toHaveLength(2)
  })

  it('asks again at once when the server answers after it was lost: what a wire has swallowed is not waited for', async () => {
    const made = looks()
    found('not-heard')
    await pass(10_000)
    expect(made).toHaveLength(1)
    found('heard')
    await pass(0)
    expect(made.map(({ signal }) => signal.aborted)).toEqual([true, false])
    found('stream-heard')
    expect(connection.value.state).toBe('live')
    made[1]?.resolve(false)
    await pass(0)
    expect([made.length, connection.value.state]).toEqual([2, 'live'])
  })

  it('gives up nothing that is under way while the server was there all the time', async () => {
    const made = looks()
    found('heard')
    found('stream-ended')
    found('stream-heard')
    await pass(0)
    expect(made.map(({ signal }) => signal.aborted)).toEqual([false])
  })
})
