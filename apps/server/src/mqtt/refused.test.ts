import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type LoneBroker, loneBroker } from '../testing/lone-broker.ts'
import { connectPacket, rawMqtt } from '../testing/raw-mqtt.ts'

let rig: LoneBroker
beforeEach(async () => {
  rig = await loneBroker()
})
afterEach(() => rig.close())

const rows = () => rig.broker.refusals.list().map(({ first: _, at: __, ...row }) => row)
const lines = () => rig.logged.map(({ msg }) => msg)
const row = (reason: string, more: object = {}) => expect.objectContaining({ reason, address: '127.0.0.1', ...more })

/** What a server on the wrong port hears, and what comes back. */
async function stranger(...chunks: (string | Buffer)[]): Promise<string> {
  const { socket, closed } = rawMqtt(rig.port)
  const heard: Buffer[] = []
  socket.removeAllListeners('data')
  socket.on('data', (bytes) => heard.push(bytes))
  for (const chunk of chunks) socket.write(chunk)
  await closed
  return Buffer.concat(heard).toString()
}

describe('whoever speaks something else on the MQTT port is told apart', () => {
  test('a TLS handshake: a kiosk app’s TLS switch', async () => {
    await stranger(Buffer.from('160301020001', 'hex'))
    expect(rows()).toEqual([row('tls-on-plain-port', { detail: '160301020001', count: 1 })])
    expect(lines()).toEqual([
      'MQTT: a client at 127.0.0.1 began a TLS handshake, and this port speaks plain MQTT. Switch TLS off in the app, or give it the port of a proxy that ends TLS.',
    ])
  })

  test('an HTTP request is answered so that a person understands it', async () => {
    const answer = await stranger('GET /mqtt HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer secret\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*This port speaks MQTT\.\n$/s)
    expect(rows()).toEqual([row('http-on-mqtt-port', { detail: 'GET' })])
    expect(JSON.stringify(rig.logged)).not.toContain('secret')
  })

  test('anything else', async () => {
    await stranger('SSH-2.0-OpenSSH\r\n')
    expect(rows()).toEqual([row('not-mqtt', { detail: Buffer.from('SSH-2.0-OpenSSH\r').toString('hex') })])
  })

  test('who only looks whether the port is open is nobody', async () => {
    const { socket, closed } = rawMqtt(rig.port)
    socket.end()
    await closed
    expect(rows()).toEqual([])
  })
})

describe('a client is refused with the code of its MQTT version', () => {
  test('a level that does not exist yet', async () => {
    const client = rawMqtt(rig.port, 5)
    const bytes = [0x10, 0x0e, 0, 4, 0x4d, 0x51, 0x54, 0x54, 6, 2, 0, 0, 0, 0, 1, 0x61]
    client.socket.write(Buffer.from(bytes))
    expect(await client.next('connack')).toMatchObject({ reasonCode: 0x84 })
    await client.closed
    expect(rows()).toEqual([row('protocol-level', { detail: 'level 6' })])
  })

  test('a client id that is too long for MQTT 3.1', async () => {
    const client = rawMqtt(rig.port, 3)
    client.send(connectPacket('x'.repeat(24), 3))
    expect(await client.next('connack')).toMatchObject({ returnCode: 2 })
    await client.closed
    expect(rows()).toEqual([row('client-id')])
  })

  test.each([
    [4, { returnCode: 4 }],
    [5, { reasonCode: 0x86 }],
  ] as const)('a wrong password in level %d', async (level, answer) => {
    const client = rawMqtt(rig.port, level)
    const login = { username: 'relevo', password: Buffer.from('hunter2') }
    client.send(connectPacket('hall', level, login))
    expect(await client.next('connack')).toMatchObject(answer)
    await client.closed
    expect(rows()).toEqual([row('login', { clientId: 'hall', detail: 'user relevo' })])
    expect(JSON.stringify([rig.logged, rows()])).not.toContain('hunter2')
  })

  test('a broken CONNECT', async () => {
    const client = rawMqtt(rig.port)
    client.socket.write(Buffer.from([0x10, 0x06, 0, 4, 0x4d, 0x51, 0x54, 0x54, 5]))
    client.socket.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff]))
    await client.closed
    expect(rows()).toEqual([row('malformed')])
  })

  test('a packet that is too large', async () => {
    const client = rawMqtt(rig.port)
    client.send(connectPacket('relay', 5))
    await client.next('connack')
    client.socket.write(Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f, 0, 1]))
    expect(await client.next('disconnect')).toMatchObject({ reasonCode: 0x95 })
    await client.closed
    expect(rows()).toEqual([row('packet-too-large', { clientId: 'relay' })])
  })

  test('a topic it may not write, and one it may not read', async () => {
    const client = rawMqtt(rig.port)
    client.send(connectPacket('hall', 5))
    await client.next('connack')
    client.send({ cmd: 'publish', topic: 'elsewhere', payload: 'x', qos: 1, messageId: 2, retain: false, dup: false })
    expect(await client.next('puback')).toMatchObject({ reasonCode: 0x87 })
    client.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'other/#', qos: 0 }] })
    expect((await client.next('suback')).granted).toEqual([0x87])
    await client.settled()
    expect(rows()).toEqual([
      row('may-not-publish', { clientId: 'hall', detail: 'elsewhere' }),
      row('may-not-subscribe', { clientId: 'hall', detail: 'other/#' }),
    ])
  })

  test('QoS 2 messages without end that are never released', async () => {
    const client = rawMqtt(rig.port)
    const login = { username: 'relevo', password: Buffer.from('broker-token') }
    client.send(connectPacket('flood', 5, login))
    const { receiveMaximum = 0 } = (await client.next('connack')).properties ?? {}
    for (let messageId = 1; messageId <= receiveMaximum + 1; messageId++) {
      client.send({ cmd: 'publish', topic: 'a', payload: 'x', qos: 2, messageId, retain: false, dup: false })
    }
    expect(await client.next('disconnect')).toMatchObject({ reasonCode: 0x93 })
    await client.closed
    expect(rows()).toEqual([row('unfinished-qos-2', { clientId: 'flood' })])
  })
})

test('a client that acknowledges nothing is cut before too much waits for it', async () => {
  const deaf = rawMqtt(rig.port)
  const login = { username: 'relevo', password: Buffer.from('broker-token') }
  deaf.send(connectPacket('deaf', 5, { ...login, properties: { receiveMaximum: 1 } }))
  await deaf.next('connack')
  deaf.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'a', qos: 1 }] })
  await deaf.next('suback')
  const writer = rig.operator()
  for (let i = 0; i < 4; i++) await writer.publishAsync('a', 'x'.repeat(100_000), { qos: 1 })
  expect(await deaf.next('disconnect')).toMatchObject({ reasonCode: 0x97 })
  await deaf.closed
  expect(rows()).toEqual([row('acknowledges-nothing', { clientId: 'deaf' })])
})

test('a panel that tries on and on is one line in the log, with what to do', async () => {
  for (let i = 0; i < 20; i++) {
    const client = rawMqtt(rig.port, 4)
    client.send(connectPacket('panel', 4, { username: 'panel', password: Buffer.from('old') }))
    await client.closed
  }
  expect(rows()).toEqual([row('login', { clientId: 'panel', count: 20 })])
  expect(lines()).toEqual([
    'MQTT: panel at 127.0.0.1 was refused: wrong user name or password. Enrol the device again, or correct user name and password in the app.',
  ])
})

test('who is connected is listed with version, transport and address', async () => {
  const panel = rawMqtt(rig.port, 5)
  panel.send(connectPacket('panel', 5))
  await panel.next('connack')
  const page = rig.operator({ clientId: 'page' }, rig.webSocket)
  await new Promise<void>((resolve) => page.once('connect', () => resolve()))
  const since = expect.any(Number)
  expect(rig.broker.connections.list()).toEqual([
    { clientId: 'panel', protocol: '5', transport: 'tcp', address: '127.0.0.1', since },
    { clientId: 'page', protocol: '3.1.1', transport: 'websocket', address: '127.0.0.1', since },
  ])
  panel.cut()
  await expect.poll(() => rig.broker.connections.list().map(({ clientId }) => clientId)).toEqual(['page'])
})
