import { expect, it } from 'vitest'
import { addressFor, isElsewhere } from './address.ts'

const to = (launch: string) => addressFor(launch, { tablet: 'lobby-1', version: '2025+a b' })

it('[L30] a kiosk app is led to the address that is set up in it, with its tablet and a query that no cache knows', () => {
  expect(to('http://panel.local')).toBe('http://panel.local/?tablet=lobby-1&v=2025%2Ba+b')
  expect(to('https://panel.local/app/?room=3#/home')).toBe(
    'https://panel.local/app/?room=3&tablet=lobby-1&v=2025%2Ba+b',
  )
  expect(to('http://panel.local/?tablet=hall-2&v=r1')).toBe('http://panel.local/?tablet=hall-2&v=2025%2Ba+b')
  // What an app keeps of it, and says to be its address the next time, grows by nothing.
  const kept = addressFor('http://panel.local/?v=r0&room=3&v=r1', { tablet: 'lobby-1', version: 'r1' }) ?? ''
  expect(kept).toBe('http://panel.local/?v=r1&room=3&tablet=lobby-1')
  expect(addressFor(`${kept}#relevo-enrol=spent`, { tablet: 'lobby-1', version: 'r2' })).toBe(
    'http://panel.local/?v=r2&room=3&tablet=lobby-1',
  )
  expect(to('http://panel.local/?tablet=no%20id')).toContain('tablet=lobby-1')
  // A playlist: one address a line.
  expect(to(' http://panel.local/a\nhttp://panel.local/b ')).toMatch(/^http:\/\/panel\.local\/a\?/)
  // A code that was good once stays out of it.
  expect(to('http://panel.local/#relevo-enrol=secret')).not.toContain('secret')
  for (const none of ['', 'about:blank', 'panel.local', 'file:///sdcard/x.html', 'http://', 'intent:#x'])
    expect(to(none)).toBeUndefined()
})

it('[L7] what is shown is elsewhere when it is of no origin that the app has', () => {
  const ours = [undefined, 'http://panel.local/x', 'https://relevo.example']
  for (const [shows, is] of [
    ['http://panel.local/?a', false],
    ['https://panel.local/', false],
    ['https://RELEVO.example/y', false],
    ['http://panel.local:8080/', true],
    ['https://news.example/', true],
    ['about:blank', true],
    ['chrome-error://chromewebdata/', true],
    ['', false],
    [undefined, false],
  ] as const)
    expect([shows, isElsewhere(shows, ours)]).toEqual([shows, is])
  expect(isElsewhere('https://news.example/', [undefined, 'about:blank'])).toBe(false)
})
