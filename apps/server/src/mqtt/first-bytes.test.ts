import { generate } from 'mqtt-packet'
import { describe, expect, test } from 'vitest'
import { beginningOf } from './first-bytes.ts'

const connect = (protocolVersion: 3 | 4 | 5, clientId = 'hall') =>
  generate(
    {
      cmd: 'connect',
      clientId,
      clean: true,
      keepalive: 60,
      protocolId: protocolVersion === 3 ? 'MQIsdp' : 'MQTT',
      protocolVersion,
    },
    { protocolVersion },
  )
const withLevel = (level: number) => {
  const bytes = Buffer.from(connect(4))
  bytes[8] = level
  return bytes
}

describe('MQTT', () => {
  test.each([3, 4, 5] as const)('of level %d is known as soon as its level has come, and not before', (level) => {
    const bytes = connect(level)
    const known = level === 3 ? 11 : 9
    for (let end = 0; end < known; end++) expect(beginningOf(bytes.subarray(0, end))).toEqual({ kind: 'more' })
    for (let end = known; end <= bytes.length; end++)
      expect(beginningOf(bytes.subarray(0, end))).toEqual({ kind: 'mqtt' })
  })

  test('with a long remaining length, and of a bridge', () => {
    expect(beginningOf(connect(5, 'x'.repeat(20_000)))).toEqual({ kind: 'mqtt' })
    expect(beginningOf(withLevel(0x84))).toEqual({ kind: 'mqtt' })
  })

  test.each([0, 1, 2, 6, 0x7f, 0x86])('of level %d is not spoken', (level) => {
    expect(beginningOf(withLevel(level))).toEqual({ kind: 'level', level })
  })

  test('of an enormous or impossible length is for the broker to refuse, before it comes', () => {
    expect(beginningOf(Uint8Array.from([0x10, 0xff, 0xff, 0xff, 0x7f]))).toEqual({ kind: 'mqtt' })
    expect(beginningOf(Uint8Array.from([0x10, 0xff, 0xff, 0xff, 0xff]))).toEqual({ kind: 'mqtt' })
  })

  test('with another name is for the broker to refuse', () => {
    expect(beginningOf(Uint8Array.from([0x10, 0x08, 0, 2, 0x68, 0x6a, 4, 2, 0, 10]))).toEqual({ kind: 'mqtt' })
  })
})

test('TLS, HTTP and anything else are told apart by their first bytes', () => {
  expect(beginningOf(Uint8Array.from([0x16, 3, 1]))).toEqual({ kind: 'tls' })
  expect(beginningOf(Buffer.from('GET /mqtt HTTP/1.1\r\n'))).toEqual({ kind: 'http' })
  expect(beginningOf(Buffer.from('PO'))).toEqual({ kind: 'more' })
  expect(beginningOf(Buffer.from('SSH-2.0-OpenSSH'))).toEqual({ kind: 'other' })
  expect(beginningOf(Uint8Array.from([0x30, 0]))).toEqual({ kind: 'other' })
})
