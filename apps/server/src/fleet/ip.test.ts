import { expect, test } from 'vitest'
import { plainIp, siteOf } from './ip.ts'

test.each([
  ['10.0.0.7', '10.0.0.7'],
  ['::ffff:10.0.0.7', '10.0.0.7'],
  ['::FFFF:10.0.0.7', '10.0.0.7'],
  ['::ffff:a00:7', '::ffff:a00:7'],
  ['2001:db8::7', '2001:db8::7'],
])('%s is written %s', (address, plain) => expect(plainIp(address)).toBe(plain))

test.each([
  ['10.0.0.7', '10.0.0.7'],
  ['unknown', 'unknown'],
  ['', ''],
  ['2001:0DB8:0:1::7', '2001:db8:0:1'],
  ['2001:db8:0:1:2:3:4:5', '2001:db8:0:1'],
  ['2001:db8::1:2:3:4:5', '2001:db8:0:1'],
  ['2001:db8::', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('%s counts for %s', (address, site) => expect(siteOf(address)).toBe(site))
