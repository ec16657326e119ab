import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { trustedProxies } from './proxies.ts'

const asked = (remoteAddress: string | undefined, headers: Record<string, string | string[]>) =>
  ({ socket: { remoteAddress }, headers }) as unknown as IncomingMessage
const proxies = trustedProxies(['127.0.0.1', '10.0.3.0/28', '::1', 'fd00:7::/64'])
const addressOf = (from: string | undefined, forwarded: string | string[]) =>
  proxies.addressOf(asked(from, { 'x-forwarded-for': forwarded }))

describe('where whoever asks is', () => {
  test.each([
    ['127.0.0.1', '198.51.100.7', '198.51.100.7'],
    ['::ffff:127.0.0.1', '198.51.100.7', '198.51.100.7'],
    ['fd00:7::2', '2001:db8::7', '2001:db8::7'],
    // By two proxies, and with what the tablet wrote before.
    ['127.0.0.1', '6.6.6.6, 198.51.100.7, 10.0.3.4', '198.51.100.7'],
    ['127.0.0.1', ['6.6.6.6', '198.51.100.7', '10.0.3.4'], '198.51.100.7'],
    ['127.0.0.1', '10.0.3.3,10.0.3.4', '10.0.3.3'],
    // With ports, as some write them.
    ['127.0.0.1', '6.6.6.6, 198.51.100.7:5678, 10.0.3.4:80', '198.51.100.7'],
    ['127.0.0.1', '[2001:db8::7]:443', '2001:db8::7'],
    ['127.0.0.1', '[2001:db8::7]', '2001:db8::7'],
    ['127.0.0.1', '::ffff:198.51.100.7', '198.51.100.7'],
    // What is no address ends the way back: nobody before it is believed.
    ['127.0.0.1', '6.6.6.6, unknown', '127.0.0.1'],
    ['127.0.0.1', '6.6.6.6, _hidden, 10.0.3.4', '10.0.3.4'],
    ['127.0.0.1', 'x'.repeat(9_000), '127.0.0.1'],
    ['127.0.0.1', '6.6.6.6,', '127.0.0.1'],
    ['127.0.0.1', ',', '127.0.0.1'],
    ['127.0.0.1', '', '127.0.0.1'],
    ['127.0.0.1', [], '127.0.0.1'],
    // Who is not on the list.
    ['10.0.3.16', '198.51.100.7', '10.0.3.16'],
    ['fd00:8::2', '198.51.100.7', 'fd00:8::2'],
    ['::ffff:10.9.9.9', '198.51.100.7', '10.9.9.9'],
    // A connection that is gone.
    [undefined, '198.51.100.7', 'unknown'],
  ])('from %s with %j: %s', (from, forwarded, address) => expect(addressOf(from, forwarded)).toBe(address))

  test.each(['::/64', '::1/64', '0:0:0:0:0:ffff:0:0/96'])('no address of IPv4 is in %s', (network) => {
    const request = asked('203.0.113.9', { 'x-forwarded-for': '198.51.100.7' })
    expect(trustedProxies([network]).addressOf(request)).toBe('203.0.113.9')
  })

  test('is where the connection comes from when nobody is trusted', () => {
    const none = trustedProxies([])
    expect(none.addressOf(asked('127.0.0.1', { 'x-forwarded-for': '198.51.100.7' }))).toBe('127.0.0.1')
  })
})

test.each([
  ['127.0.0.1', 'https', 'https'],
  ['127.0.0.1', 'HTTPS', 'https'],
  ['127.0.0.1', 'http, https', 'https'],
  ['127.0.0.1', 'https,http', 'http'],
  ['127.0.0.1', 'xhttps', 'http'],
  ['127.0.0.1', 'http', 'http'],
  ['127.0.0.1', 'javascript', 'http'],
  ['127.0.0.1', undefined, 'http'],
  ['198.51.100.7', 'https', 'http'],
])('from %s by %s: they came by %s', (from, said, scheme) =>
  expect(proxies.schemeOf(asked(from, said === undefined ? {} : { 'x-forwarded-proto': said }))).toBe(scheme),
)

test.each([
  ['10.9.9.9', '198.51.100.7', '10.9.9.9'],
  ['::ffff:10.9.9.9', '198.51.100.7', '10.9.9.9'],
  ['10.9.9.9', '', undefined],
  ['10.0.3.4', '198.51.100.7', undefined],
  // A proxy that nobody has named, before one that is.
  ['10.0.3.4', '198.51.100.7, 10.9.9.9', '10.9.9.9'],
  ['10.0.3.4', ',', undefined],
  [undefined, '198.51.100.7', undefined],
])('from %s with %j: a stranger is %s', (from, forwarded, stranger) =>
  expect(proxies.strangeProxyOf(asked(from, { 'x-forwarded-for': forwarded }))).toBe(stranger),
)
