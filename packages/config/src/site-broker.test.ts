import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadConfig } from './load-config.ts'
import { readConfig } from './read-config.ts'
import { summaryOf } from './summary.ts'
import { problemsOf } from './testing/problems-of.ts'

const brokerOf = (env: Record<string, string>) => readConfig({ env }).config.siteBroker

test('without an address there is none, also when it is said how it would be spoken to', () => {
  expect(readConfig({ env: {} }).config).not.toHaveProperty('siteBroker')
  expect(brokerOf({ MQTT_MODE: 'instead', MQTT_PROTOCOL: '5' })).toBeUndefined()
})

test('an address is enough, and every variable is read', () => {
  expect(brokerOf({ MQTT_URL: 'mqtt://broker' })).toEqual({ url: 'mqtt://broker', mode: 'bridge', protocol: 'auto' })
  const env = {
    MQTT_URL: 'wss://broker.example:9001/mqtt',
    MQTT_MODE: 'instead',
    MQTT_USER: 'relevo',
    MQTT_PASSWORD: 'p',
    MQTT_CA: '/ca',
    MQTT_CERT: '/cert',
    MQTT_KEY: '/key',
    MQTT_PROTOCOL: '3.1.1',
  }
  expect(brokerOf(env)).toEqual({
    url: 'wss://broker.example:9001/mqtt',
    mode: 'instead',
    user: 'relevo',
    password: 'p',
    ca: '/ca',
    cert: '/cert',
    key: '/key',
    protocol: '3.1.1',
  })
})

test('user and password may stand in the address, and are taken out of it', () => {
  const { config } = readConfig({ env: { MQTT_URL: 'mqtt://re%40levo:s3cret%2F@[::1]:1884' } })
  expect(config.siteBroker).toMatchObject({ url: 'mqtt://[::1]:1884', user: 're@levo', password: 's3cret/' })
  expect(JSON.stringify(summaryOf(config))).not.toContain('s3cret')
  expect(summaryOf(config)).toContainEqual({ place: 'siteBroker.password', value: 'set' })
})

test.each([
  [{ MQTT_URL: 'http://broker' }, 'MQTT_URL is "http://broker": must be an address that begins with mqtt://'],
  [{ MQTT_URL: 'broker:1883' }, 'MQTT_URL is "broker:1883": must be an address'],
  [{ MQTT_URL: 'mqtt://' }, 'MQTT_URL is "mqtt://": must be an address'],
  [{ MQTT_URL: 'mqtt://broker/path' }, 'MQTT_URL is "mqtt://broker/path": must be an address'],
  [{ MQTT_URL: 'mqtt://broker:99999' }, 'MQTT_URL is "mqtt://broker:99999": must be an address'],
  [{ MQTT_URL: 'mqtt://a:%E0%A4%A@broker' }, 'MQTT_URL is "mqtt://…@broker": must be an address'],
  [{ MQTT_USER: 'relevo' }, 'siteBroker.url (or MQTT_URL) is not set: must be an address'],
  [{ MQTT_URL: 'mqtt://b', MQTT_MODE: 'both' }, 'MQTT_MODE is "both": must be one of bridge, instead.'],
  [{ MQTT_URL: 'mqtt://b', MQTT_PROTOCOL: '4' }, 'MQTT_PROTOCOL is "4": must be one of auto, 5, 3.1.1.'],
  [{ MQTT_URL: 'mqtts://b', MQTT_CERT: '/c' }, 'siteBroker is an object: must be one that has both cert and key'],
  [{ MQTT_URL: 'mqtts://b', MQTT_KEY: '/k' }, 'siteBroker is an object: must be one that has both cert and key'],
  [{ MQTT_URL: 'mqtt://b', MQTT_CA: '/c' }, 'must be one whose address begins with mqtts:// or wss://'],
  [{ MQTT_URL: 'mqtt://b', MQTT_PASSWORD: 's3cret' }, 'must be one that has a user when it has a password'],
  [{ MQTT_URL: 'mqtt://:s3cret@b' }, 'must be one whose address has a user when it has a password'],
  [{ MQTT_URL: 'mqtt://a:s3cret@b', MQTT_USER: 'c' }, 'must be one whose address has no user when'],
])('%o is refused', (env, line) => {
  const problems = problemsOf({}, env)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toContain(line)
  expect(problems[0]).not.toContain('s3cret')
})

test.each([
  'http://relevo:s3cret@broker',
  'relevo:s3cret@broker',
  'mqtt:relevo:s3cret@broker',
  'mqtt//relevo:s3cret@broker',
  'mqtt://relevo:s3cret@bro ker',
])('an address that is none, %s, is told without its password', (url) => {
  const problems = problemsOf({}, { MQTT_URL: url })
  expect(problems).toEqual([expect.stringContaining('must be an address that begins with mqtt://')])
  expect(problems[0]).not.toContain('s3cret')
})

test('files that cannot be read are told together, relative to the folder', async () => {
  const cwd = await mkdtemp(join(tmpdir(), 'relevo-config-'))
  onTestFinished(() => rm(cwd, { recursive: true }))
  await writeFile(join(cwd, 'ca.pem'), '')
  const env = { MQTT_URL: 'mqtts://b', MQTT_CA: 'ca.pem', MQTT_CERT: 'no.pem', MQTT_KEY: '/no/key.pem' }
  await expect(loadConfig({ cwd, env })).rejects.toMatchObject({
    code: 'config-invalid',
    detail: [
      'siteBroker.cert (or MQTT_CERT) is "no.pem": must be a file that can be read (ENOENT). Correct the path, or its rights.',
      'siteBroker.key (or MQTT_KEY) is "/no/key.pem": must be a file that can be read (ENOENT). Correct the path, or its rights.',
    ].join('\n'),
  })
})
