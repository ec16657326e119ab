import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('without any variable the defaults hold', () => {
  const { dashboard, ...config } = readConfig({})
  expect(config).toEqual({
    port: 8604,
    host: '0.0.0.0',
    mqttPort: 1883,
    data: './data',
    base: '/',
    prefix: 'intercom',
    keep: 10,
    maxFile: 1024 ** 3,
    idle: 120_000,
    callsPerMinute: 600,
    log: 'info',
  })
  expect(dashboard).toMatch(/apps.dashboard.dist$/)
})

test('every variable is read', () => {
  expect(
    readConfig({
      PORT: '0',
      HOST: '::1',
      MQTT_PORT: 'auto',
      RELEVO_DATA: '/d',
      RELEVO_TOKEN: 't',
      RELEVO_BASE: '/a/b/',
      RELEVO_PREFIX: 'site/hall',
      RELEVO_KEEP: '0',
      RELEVO_MAX_FILE: '5',
      RELEVO_IDLE: '7',
      RELEVO_CALLS_PER_MINUTE: '90',
      RELEVO_CHECK_EVERY: '60',
      RELEVO_DASHBOARD: '/ui',
      RELEVO_LOG: 'warn',
    }),
  ).toEqual({
    port: 0,
    host: '::1',
    mqttPort: 'auto',
    data: '/d',
    token: 't',
    base: '/a/b/',
    prefix: 'site/hall',
    keep: 0,
    maxFile: 5,
    idle: 7_000,
    callsPerMinute: 90,
    checkEvery: 60,
    dashboard: '/ui',
    log: 'warn',
  })
  expect(readConfig({ MQTT_PORT: '0' }).mqttPort).toBe(0)
})

test.each([
  ['PORT', 'x'],
  ['PORT', '65536'],
  ['PORT', '1.5'],
  ['PORT', ' '],
  ['PORT', '0x50'],
  ['MQTT_PORT', '-1'],
  ['RELEVO_BASE', 'app'],
  ['RELEVO_BASE', '/app'],
  ['RELEVO_BASE', '/a//'],
  ['RELEVO_BASE', '/api/'],
  ['RELEVO_PREFIX', 'a/#'],
  ['RELEVO_PREFIX', '/a'],
  ['RELEVO_PREFIX', 'a/'],
  ['RELEVO_PREFIX', '$SYS'],
  ['RELEVO_KEEP', '-1'],
  ['RELEVO_MAX_FILE', '1 GiB'],
  ['RELEVO_CHECK_EVERY', '5'],
  ['RELEVO_TOKEN', 'with space'],
  ['RELEVO_LOG', 'loud'],
])('%s=%s is refused by its name', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(
    expect.objectContaining({ code: 'config-invalid', detail: expect.stringMatching(new RegExp(`^${name}`)) }),
  )
})

test('all problems are told at once, and a token never', () => {
  const read = () => readConfig({ PORT: 'x', RELEVO_KEEP: 'y', RELEVO_TOKEN: 'my secret' })
  expect(read).toThrow(
    /PORT=.*RELEVO_TOKEN.*RELEVO_KEEP=|PORT=.*RELEVO_KEEP=.*RELEVO_TOKEN|RELEVO_TOKEN.*PORT=.*RELEVO_KEEP=/,
  )
  expect(read).not.toThrow(/secret/)
})
