import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { purgeScript } from './purge-script.ts'

/** A page as far as the script knows it. What really becomes of workers and caches, Chromium shows: browser/purge-script.spec.ts. */
function pageAt(href: string) {
  const did: string[] = []
  const url = new URL(href)
  const location = {
    href,
    protocol: url.protocol,
    host: url.host,
    replace: (to: string) => void did.push(`to ${to}`),
  }
  const registration = { unregister: async () => did.push('unregister') }
  const navigator = { serviceWorker: { getRegistrations: async () => [registration] } }
  const caches = { keys: async () => ['a', 'b'], delete: async (name: string) => did.push(`delete ${name}`) }
  const window: Record<string, unknown> = { caches }
  const run = (script: string, but: { navigator?: object } = {}) =>
    new Function('window', 'location', 'navigator', 'caches', `return ${script}`)(
      window,
      location,
      but.navigator ?? navigator,
      caches,
    )
  return { did, run, window }
}

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => void vi.useRealTimers())

it('[L28] the script that a kiosk app runs frees the page from what it stored, and loads the address', async () => {
  const { did, run } = pageAt('http://panel.local/old?x=1')
  expect(run(purgeScript('http://panel.local/?tablet=lobby-1&v=r2'))).toBeUndefined()
  await vi.advanceTimersByTimeAsync(0)
  expect(did).toEqual(['unregister', 'delete a', 'delete b', 'to http://panel.local/?tablet=lobby-1&v=r2'])
  await vi.advanceTimersByTimeAsync(10_000)
  expect(did).toHaveLength(4)
})

it('[L28] run twice it does its work once; later it does it again', async () => {
  const { did, run } = pageAt('http://panel.local/')
  for (let times = 0; times < 3; times += 1) run(purgeScript('http://panel.local/?v=r2'))
  await vi.advanceTimersByTimeAsync(15_000)
  expect(did).toHaveLength(4)
  await vi.advanceTimersByTimeAsync(10_000)
  run(purgeScript('http://panel.local/?v=r2'))
  await vi.advanceTimersByTimeAsync(0)
  expect(did).toHaveLength(8)
})

it('[L28] it loads the address although something hangs, throws, or is not there', async () => {
  for (const serviceWorker of [
    { getRegistrations: () => new Promise(() => undefined) },
    { getRegistrations: () => Promise.reject(new Error('no')) },
    {
      getRegistrations() {
        throw new Error('no')
      },
    },
    undefined,
  ]) {
    const { did, run } = pageAt('http://panel.local/')
    run(purgeScript('http://panel.local/?v=r2'), { navigator: { serviceWorker } })
    await vi.advanceTimersByTimeAsync(5_000)
    expect(did.filter((line) => line.startsWith('to '))).toEqual(['to http://panel.local/?v=r2'])
  }
})

it('[L28] without an address it loads the page where it is; of another origin it touches nothing', async () => {
  for (const [at, to] of [
    ['http://panel.local/a?room=3&v=r1#x', 'http://panel.local/a?room=3&v=1000000'],
    ['http://panel.local/a?v=r1&room=3', 'http://panel.local/a?room=3&v=1000000'],
    ['http://panel.local/a?v=r1', 'http://panel.local/a?v=1000000'],
  ] as const) {
    vi.setSystemTime(1_000_000)
    const { did, run } = pageAt(at)
    run(purgeScript(undefined))
    await vi.advanceTimersByTimeAsync(0)
    expect(did.at(-1)).toBe(`to ${to}`)
  }
  const { did, run } = pageAt('https://news.example/')
  run(purgeScript('http://panel.local/?v=r2'))
  await vi.advanceTimersByTimeAsync(0)
  expect(did).toEqual(['to http://panel.local/?v=r2'])
})

it('[L28] an address cannot break out of it', async () => {
  const address = `http://panel.local/?a=");alert('x');//\u2028</script>`
  const { did, run } = pageAt('https://news.example/')
  run(purgeScript(address))
  expect(did).toEqual([`to ${address}`])
})
