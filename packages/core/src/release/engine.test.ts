import { describe, expect, it } from 'vitest'
import { engineOf, missingEngine, readEngines } from './engine.ts'

const WEBVIEW =
  'Mozilla/5.0 (Linux; Android 8.1.0; Tab; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/83.0.4103.106 Safari/537.36'
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15'
const IPAD = 'Mozilla/5.0 (iPad; CPU OS 16_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148'
const IPHONE_CHROME =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 15_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/120.0 Mobile/15E148 Safari/604.1'

describe('the engine of a tablet', () => {
  it.each([
    ['an Android WebView', WEBVIEW, { name: 'chrome', version: 83 }],
    ['Firefox', FIREFOX, { name: 'firefox', version: 140 }],
    ['Safari', MAC, { name: 'safari', version: 17.4 }],
    ['a web view of an iPad', IPAD, { name: 'safari', version: 16.3 }],
    ['Chrome on an iPhone', IPHONE_CHROME, { name: 'safari', version: 15.6 }],
    ['anything else', 'curl/8.5.0', undefined],
  ])('[R14] is told by the user agent of %s', (_, userAgent, engine) => {
    expect(engineOf(userAgent)).toEqual(engine)
  })

  it('[R15] is too old when it is below the floor, and says by how much', () => {
    expect(missingEngine({ name: 'chrome', version: 83 }, { chrome: 107 })).toBe('needs chrome 107, this is 83')
    expect(missingEngine({ name: 'safari', version: 16.3 }, { safari: 16.4 })).toBe('needs safari 16.4, this is 16.3')
    expect(missingEngine({ name: 'chrome', version: 107 }, { chrome: 107 })).toBeUndefined()
  })

  it('[R15] is never too old when the engine, or a floor for it, is not known', () => {
    expect(missingEngine(undefined, { chrome: 107 })).toBeUndefined()
    expect(missingEngine({ name: 'safari', version: 1 }, { chrome: 107 })).toBeUndefined()
    expect(missingEngine({ name: 'safari', version: 1 }, undefined)).toBeUndefined()
  })
})

describe('a floor from outside', () => {
  it('[R16] keeps the engines we know and their versions', () => {
    expect(readEngines({ chrome: 107, safari: 16.4, ladybird: 1 })).toEqual({ chrome: 107, safari: 16.4 })
  })

  it.each([
    [null],
    ['chrome107'],
    [[]],
    [{}],
    [{ chrome: '107' }],
    [{ chrome: -1 }],
    [{ chrome: Infinity }],
    [{ chrome: NaN }],
  ])('[R16] without any it is none: %j', (value) => {
    expect(readEngines(value)).toBeUndefined()
  })
})
