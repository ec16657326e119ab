import { describe, expect, it } from 'vitest'
import { workerTarget } from '../packages/vite-plugin/src/build/engines.ts'
import { guardScript } from '../packages/vite-plugin/src/build/guard-script.ts'
import { chunksOf } from '../scripts/chunks-of.ts'
import { findingsIn } from './engines/findings.ts'

/** The oldest engines of `docs/tablet.md`; a worker needs `FetchEvent.resultingClientId`, which Safari has since 16. */
const PAGE = { chrome: 80, firefox: 78, safari: 14 }
const WORKER = { ...PAGE, safari: 16 }
/** Where nothing but the boot guard runs. */
const ANCIENT = { chrome: 49, firefox: 45, safari: 10 }

const target = (floor: typeof PAGE) => Object.entries(floor).map(([name, version]) => `${name}${version}`)

async function built(source: string, format: 'es' | 'iife', engines: string[]): Promise<string[]> {
  const define = { 'process.env.NODE_ENV': '"production"' }
  const chunks = await chunksOf(
    { source, format, define },
    { target: engines, rolldownOptions: { external: ['mqtt'] } },
  )
  return chunks.map(({ code }) => code)
}

const page = (source: string) => built(source, 'es', target(PAGE))
const worker = (source: string) => built(source, 'iife', workerTarget(false))

/** Looked for before they are used, or tried. */
const TRIED = [
  'adoptedStyleSheets',
  'replaceSync()',
  'fullscreenElement',
  'storage',
  'persist',
  'estimate',
  'locks',
  'preloadResponse',
  'serviceWorker',
  'controller',
  'transfer',
  'handled',
]

/** Names of our own things, of Workbox's or of a dictionary's, that a young interface has one of as well. */
const OWN =
  `force at bytes first last fetch notification command fallback quota usage token manifest retry effects to show take() check path changed details suffix caches show() hide() adopt() check()
  changed() subscribe subscribe() writable install() watch() handle() fetch() destroy()`.split(/\s+/)

/** Older engines have it in its parts. */
const PARTLY = ['outline']

const known = [...TRIED, ...OWN, ...PARTLY]
const pageFindings = (code: string) => findingsIn(code, { ecmaVersion: 2020, floor: PAGE, known })
const workerFindings = (code: string) => findingsIn(code, { ecmaVersion: 2020, floor: WORKER, known })
const guardFindings = (code: string) => findingsIn(code, { ecmaVersion: 5, floor: ANCIENT, known: TRIED })

describe('the oldest engines have all that is needed by', () => {
  it('the client, its prompt and every chunk of it', async () => {
    const chunks = await page(
      `export { createUpdateManager } from '@relevo/client'; export * from '@relevo/client/prompt'`,
    )
    expect(chunks.flatMap(pageFindings)).toEqual([])
  })

  it('what drives a Workbox worker', async () => {
    const chunks = await page(`export { workbox } from '@relevo/client/workbox'`)
    expect(chunks.flatMap(pageFindings)).toEqual([])
  })

  it('the MQTT channel and what it speaks MQTT with', async () => {
    const chunks = await page(`export { mqttChannel } from '@relevo/client/mqtt'`)
    expect(chunks.join('\n')).toContain('WebSocket')
    expect(chunks.flatMap(pageFindings)).toEqual([])
  })

  it('the MQTT channel over MQTT.js, as far as it is ours', async () => {
    const chunks = await page(`export { mqttChannel } from '@relevo/client/mqtt-js'`)
    expect(chunks.flatMap(pageFindings)).toEqual([])
  })

  it('the enrolment form', async () => {
    const chunks = await page(`export { offerEnrolment } from '@relevo/client/enrol'`)
    expect(chunks.flatMap(pageFindings)).toEqual([])
  })

  it('what knows the kiosk app', async () => {
    const chunks = await page(`export { kiosk } from '@relevo/client/kiosk'`)
    expect(chunks.flatMap(pageFindings)).toEqual([])
  })

  it('the worker with runtime caching', async () => {
    const chunks = await worker(`import { serveReleases } from '@relevo/service-worker'
      import { runtimeCaching } from '@relevo/service-worker/runtime'
      serveReleases(self, { runtime: runtimeCaching([]) })`)
    expect(chunks.flatMap(workerFindings)).toEqual([])
  })

  it('the boot guard, which needs less', async () => {
    expect(guardFindings((await guardScript()).code)).toEqual([])
  })
})

describe('the look at built code', () => {
  it.each([
    ['Object.hasOwn(a, b)', 'Object.hasOwn'],
    ['a.at(-1)', 'at()'],
    ['a.replaceAll(b, c)', 'replaceAll()'],
    ['AbortSignal.timeout(5)', 'AbortSignal.timeout'],
    ['structuredClone(a)', 'structuredClone'],
    ['const { length, checkVisibility } = a', 'checkVisibility'],
    ["a.querySelector('b>:is(c,d)')", ':is()'],
    ["a.addEventListener('b', c, { signal: d })", 'addEventListener({ signal })'],
    ['const a = { capture: true, signal: b }', 'addEventListener({ signal })'],
    ['a.abort(new Error())', 'abort(reason)'],
    ['/(?<=a)b/.test(c)', 'lookbehind'],
    ['a = `b { color: red; inset: 0 }`', 'inset'],
    ['a = `b { color: red; gap: 1px }`', 'gap'],
    ['class A { #b() {} c() { this.#b() } }', 'syntax'],
    ['a ??= b', 'syntax'],
  ])('sees %s', (code, finding) => {
    expect(pageFindings(code).map((found) => found.split(': ')[0])).toEqual([finding])
  })

  it.each([
    'a?.b ?? c',
    'event.at',
    'fetch(a, { signal: b })',
    'a.abort()',
    "'a: b {c}'",
    'const structuredClone = 1; structuredClone',
  ])('does not mind %s', (code) => {
    expect(pageFindings(code)).toEqual([])
  })

  it('sees in the boot guard whatever is younger than ES5', () => {
    for (const code of ['const a = 1', 'a = () => 1', 'a = `b`', 'a = { b, c }', 'try { a() } catch { b() }'])
      expect(guardFindings(code)).toEqual([expect.stringMatching(/^syntax/)])
    expect(guardFindings('fetch(a)')).toEqual(['fetch: safari 10.1'])
  })
})
