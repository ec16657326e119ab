import { beforeEach, expect, it } from 'vitest'
import { SmallWindow } from './testing/small-window.ts'
import { watchWaking } from './wake-up.ts'

let window: SmallWindow
let seen: string[]
let stop: () => void
beforeEach(() => {
  window = new SmallWindow()
  seen = []
  stop = watchWaking(
    window.view,
    () => seen.push('woke'),
    () => seen.push('online'),
  )
})

it('a page that can be seen again woke, one that was hidden did not', () => {
  window.document.hidden = true
  window.document.dispatchEvent(new Event('visibilitychange'))
  expect(seen).toEqual([])
  window.document.hidden = false
  window.document.dispatchEvent(new Event('visibilitychange'))
  window.document.dispatchEvent(new Event('resume'))
  expect(seen).toEqual(['woke', 'woke'])
})

it('a page brought back from the browser’s memory woke, one that was just loaded did not', () => {
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }))
  expect(seen).toEqual([])
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  expect(seen).toEqual(['woke'])
})

it('tells when the network is back, until it is stopped', () => {
  window.dispatchEvent(new Event('online'))
  stop()
  window.dispatchEvent(new Event('online'))
  window.document.dispatchEvent(new Event('visibilitychange'))
  expect(seen).toEqual(['online'])
})
