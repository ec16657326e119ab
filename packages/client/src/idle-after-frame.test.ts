import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { idleAfterFrame } from './idle-after-frame.ts'
import { PushedClock, settled } from './testing/pushed-clock.ts'

let clock: PushedClock
/** The browser paints. */
let paint: () => void
/** The page has nothing to do. */
let rest: () => void
let isDone: boolean
beforeEach(() => {
  clock = new PushedClock()
  isDone = false
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => {
    paint = run
  })
  vi.stubGlobal('window', { requestIdleCallback: true })
  vi.stubGlobal('requestIdleCallback', (run: () => void) => {
    rest = run
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

async function begin(): Promise<void> {
  idleAfterFrame(clock).then(() => {
    isDone = true
  })
  await settled()
}

it('waits for a frame, and until the page is idle then', async () => {
  await begin()
  await clock.push(0.5)
  expect(rest).toBeUndefined()
  paint()
  await clock.push(0)
  expect(isDone).toBe(false)
  rest()
  await settled()
  expect(isDone).toBe(true)
})

it('does not wait for a frame that nobody sees', async () => {
  vi.stubGlobal('window', {})
  await begin()
  await clock.push(0.9)
  expect(isDone).toBe(false)
  await clock.push(0.1)
  expect(isDone).toBe(true)
})
