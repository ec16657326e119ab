import { expect, test } from 'vitest'
import { readConfig } from './read-config.ts'
import { problemsOf } from './testing/problems-of.ts'

const health = { delay: 10, timeout: 5, attempts: 3, interval: 5, targets: [] }
const alike = {
  approval: false,
  rollout: { strategy: 'all' },
  previewTargets: [],
  deployer: { kind: 'hosted' },
  health,
}

test('without a file and any variable the defaults hold', () => {
  expect(readConfig({ env: {} }).config).toEqual({
    port: 8604,
    host: '0.0.0.0',
    mqttPort: 1883,
    data: './data',
    access: 'enrolled',
    trustProxy: [],
    base: '/',
    prefix: 'intercom',
    keep: 10,
    maxFile: 1024 ** 3,
    idle: 120_000,
    log: 'info',
    environments: {
      staging: {
        hosts: ['staging.localhost'],
        branches: ['develop', 'staging'],
        previewHosts: ['preview.staging.localhost'],
        ...alike,
      },
      production: { hosts: [], branches: ['main', 'master'], previewHosts: ['preview.localhost'], ...alike },
    },
    services: [],
    webhook: { secrets: [] },
    alerts: {
      adoptionStalled: { share: 0.9, for: 3_600 },
      errorRate: { share: 0.05, window: 3_600 },
      offline: { share: 0.2, for: 900 },
      skew: { releases: 3, for: 86_400 },
      noCheckIns: { for: 900 },
    },
    notices: {},
    homeAssistant: { enabled: false, prefix: 'homeassistant' },
    ladder: { enabled: true, after: 900, perDay: 12 },
    patches: { from: 5 },
    limits: { perToken: 600, signIns: 10, late: 250 },
    events: { keep: 400 },
  })
})

test('every variable of the server is read', () => {
  const { config } = readConfig({
    env: {
      PORT: '0',
      HOST: '::1',
      MQTT_PORT: 'auto',
      RELEVO_DATA: '/d',
      RELEVO_TOKEN: 't',
      RELEVO_ACCESS: 'open',
      RELEVO_SITE_KEY: 'k'.repeat(16),
      RELEVO_TRUST_PROXY: '::1, fd00:7::/64,10.0.0.1, 10.1.0.0/28',
      RELEVO_BASE: '/a/b/',
      RELEVO_PREFIX: 'site/hall',
      RELEVO_KEEP: '0',
      RELEVO_MAX_FILE: '5',
      RELEVO_IDLE: '7',
      RELEVO_CHECK_EVERY: '60',
      RELEVO_DASHBOARD: '/ui',
      RELEVO_LOG: 'warn',
      RELEVO_PUBLIC_URL: 'https://relevo.example/panel/',
      RELEVO_EVENTS_KEEP: '30',
      WEBHOOK_SECRET: 'the-first-secret-of-two, the-second-one-of-them',
    },
  })
  expect(config).toMatchObject({
    port: 0,
    host: '::1',
    mqttPort: 'auto',
    data: '/d',
    token: 't',
    trustProxy: ['::1', 'fd00:7::/64', '10.0.0.1', '10.1.0.0/28'],
    base: '/a/b/',
    prefix: 'site/hall',
    keep: 0,
    maxFile: 5,
    idle: 7_000,
    checkEvery: 60,
    dashboard: '/ui',
    log: 'warn',
    publicUrl: 'https://relevo.example/panel',
    webhook: { secrets: ['the-first-secret-of-two', 'the-second-one-of-them'] },
    events: { keep: 30 },
  })
  expect(readConfig({ env: { MQTT_PORT: '0' } }).config.mqttPort).toBe(0)
})

test('a variable wins over the file, the file over the default, and an empty variable over nothing', () => {
  const file = { port: 1, keep: 2, idle: 3, webhook: { secrets: ['a-secret-of-the-file'] } }
  const env = { PORT: '4', RELEVO_KEEP: '', WEBHOOK_SECRET: 'a-secret-of-a-variable' }
  const { config } = readConfig({ file, env })
  expect(config).toMatchObject({ port: 4, keep: 2, idle: 3_000, webhook: { secrets: ['a-secret-of-a-variable'] } })
  expect(file).toEqual({ port: 1, keep: 2, idle: 3, webhook: { secrets: ['a-secret-of-the-file'] } })
})

test.each([
  ['PORT', 'x', 'PORT is "x": must be a whole number from 0 to 65535. Name a free port, such as 8604.'],
  ['PORT', '65536', 'PORT is "65536": must be'],
  ['PORT', '1.5', 'PORT is "1.5": must be'],
  ['PORT', ' ', 'PORT is " ": must be'],
  ['PORT', '0x50', 'PORT is "0x50": must be'],
  ['MQTT_PORT', '-1', 'MQTT_PORT is "-1": must be a whole number from 0 to 65535, or auto.'],
  ['RELEVO_TRUST_PROXY', 'true', 'RELEVO_TRUST_PROXY is "true": must be a list of addresses, or of networks'],
  ['RELEVO_TRUST_PROXY', '10.0.0.1,', 'RELEVO_TRUST_PROXY is "10.0.0.1,": must be'],
  ['RELEVO_TRUST_PROXY', '0.0.0.0/0', 'RELEVO_TRUST_PROXY is "0.0.0.0/0": must be'],
  ['RELEVO_TRUST_PROXY', '10.0.0.0/33', 'RELEVO_TRUST_PROXY is "10.0.0.0/33": must be'],
  ['RELEVO_TRUST_PROXY', '0.0.0.0/1', 'RELEVO_TRUST_PROXY is "0.0.0.0/1": must be'],
  ['RELEVO_TRUST_PROXY', '::ffff:0:0/96', 'RELEVO_TRUST_PROXY is "::ffff:0:0/96": must be'],
  ['RELEVO_TRUST_PROXY', 'fe80::1%eth0', 'RELEVO_TRUST_PROXY is "fe80::1%eth0": must be'],
  ['RELEVO_TRUST_PROXY', '2001:db8::/129', 'RELEVO_TRUST_PROXY is "2001:db8::/129": must be'],
  ['RELEVO_TRUST_PROXY', 'proxy.example', 'RELEVO_TRUST_PROXY is "proxy.example": must be'],
  ['RELEVO_BASE', 'app', 'RELEVO_BASE is "app": must be a path that starts and ends with a slash'],
  ['RELEVO_BASE', '/app', 'RELEVO_BASE is "/app": must be'],
  ['RELEVO_BASE', '/a//', 'RELEVO_BASE is "/a//": must be'],
  ['RELEVO_BASE', '/api/', 'RELEVO_BASE is "/api/": must be'],
  ['RELEVO_PREFIX', 'a/#', 'RELEVO_PREFIX is "a/#": must be topic levels'],
  ['RELEVO_PREFIX', '/a', 'RELEVO_PREFIX is "/a": must be'],
  ['RELEVO_PREFIX', 'a/', 'RELEVO_PREFIX is "a/": must be'],
  ['RELEVO_PREFIX', '$SYS', 'RELEVO_PREFIX is "$SYS": must be'],
  ['RELEVO_KEEP', '-1', 'RELEVO_KEEP is "-1": must be a whole number from 0 to 1000.'],
  ['RELEVO_MAX_FILE', '1 GiB', 'RELEVO_MAX_FILE is "1 GiB": must be'],
  ['RELEVO_IDLE', '0', 'RELEVO_IDLE is "0": must be a whole number from 1 to 86400.'],
  ['RELEVO_CHECK_EVERY', '5', 'RELEVO_CHECK_EVERY is "5": must be a whole number from 10 to 86400.'],
  ['RELEVO_TOKEN', 'with space', 'RELEVO_TOKEN is a secret (not shown): must be printable ASCII without spaces.'],
  ['RELEVO_LOG', 'loud', 'RELEVO_LOG is "loud": must be one of trace, debug, info'],
  ['RELEVO_PUBLIC_URL', 'relevo.example', 'RELEVO_PUBLIC_URL is "relevo.example": must be an address'],
  ['RELEVO_PUBLIC_URL', 'https://u:pass@x.example/?t=1', 'RELEVO_PUBLIC_URL is "https://…@x.example/?…": must be'],
  ['WEBHOOK_SECRET', 'short', 'WEBHOOK_SECRET is a secret (not shown): must be secrets of at least 16 characters'],
  ['WEBHOOK_SECRET', 'long-enough-for-one,', 'WEBHOOK_SECRET is a secret (not shown)'],
  ['RELEVO_HEALTH_URL', 'panel.example', 'RELEVO_HEALTH_URL is "panel.example": must be an address that begins with'],
  ['RELEVO_HEALTH_DELAY', '10s', 'RELEVO_HEALTH_DELAY is "10s": must be seconds from 0 to 3600.'],
  ['RELEVO_HEALTH_ATTEMPTS', '0', 'RELEVO_HEALTH_ATTEMPTS is "0": must be a whole number from 1 to 100.'],
])('%s=%s is refused by its name, once', (name, value, line) => {
  const problems = problemsOf({}, { [name]: value })
  expect(problems).toEqual([expect.stringContaining(line)])
  expect(problems[0]).toMatch(/: must be .+\. [A-Z0-9@].+\.$/)
})

test.each([
  ['a number in quotes', { port: '8604' }, 'port is "8604": must be a whole number from 0 to 65535. Name a free port'],
  ['null', { host: null }, 'host is null: must be an address of this machine.'],
  ['a list', { data: ['./data'] }, 'data is a list: must be the path of a folder.'],
  ['an object', { log: { level: 'info' } }, 'log is an object: must be one of trace'],
  ['a function', { keep: () => 3 }, 'keep is a function: must be'],
  ['no number', { idle: Number.NaN }, 'idle is NaN: must be'],
  ['a text for an object', { webhook: 'a-secret-of-some-length' }, 'webhook is a text: must be an object.'],
  ['a long text', { log: 'x'.repeat(99) }, `log is "${'x'.repeat(60)}…": must be`],
  ['a service without address', { services: [{ name: 'a' }] }, 'services[0].http is not set: must be an address'],
  ['a limit of nothing', { limits: { perToken: 0 } }, 'limits.perToken is 0: must be a whole number from 1'],
  ['an unknown key', { prot: 1 }, 'prot is no setting. Did you mean port?'],
  ['another spelling', { publicURL: 'https://a.example' }, 'publicURL is no setting. Did you mean publicUrl?'],
  ['other letters', { MAXFILE: 1 }, 'MAXFILE is no setting. Did you mean maxFile?'],
  ['a variable’s name', { RELEVO_KEEP: 3 }, 'RELEVO_KEEP is no setting. Did you mean keep?'],
  [
    'a key like none',
    { limits: { colour: 1 } },
    'limits.colour is no setting. Remove it; here may stand perToken, signIns, late.',
  ],
  ['a key that is no word', { 'a b\u001b': 1 }, '["a b\\u001b"] is no setting.'],
])('%s in the file is told with its place', (_, file, line) => {
  expect(problemsOf(file)).toEqual([expect.stringContaining(line)])
})

test.each([
  ['a text', 'x'],
  ['a list', [{}]],
  ['null', null],
])('a file that exports %s is none', (_, file) => {
  expect(problemsOf(file)).toEqual([
    expect.stringMatching(/^the configuration is (a text|a list|null): must be an object\. /),
  ])
})

test('a variable does not cover what stands in its way', () => {
  const env = { SLACK_WEBHOOK_URL: 'https://a.example', RELEVO_HEALTH_DELAY: '1' }
  expect(problemsOf({ notices: 5, environments: { production: { health: 'x' } } }, env)).toEqual([
    expect.stringContaining('environments.production.health is a text: must be an object.'),
    expect.stringContaining('notices is 5: must be an object.'),
  ])
})

test('six mistakes are six lines', () => {
  const file = {
    keep: -1,
    prot: 8604,
    environments: { production: { health: { delay: 'ten' }, branches: ['main'] }, staging: { branches: ['main'] } },
  }
  expect(problemsOf(file, { PORT: 'x', RELEVO_LOG: 'loud' })).toEqual([
    expect.stringMatching(/^PORT is "x": /),
    expect.stringMatching(/^keep is -1: /),
    expect.stringMatching(/^RELEVO_LOG is "loud": /),
    expect.stringMatching(/^environments\.production\.health\.delay is "ten": must be seconds/),
    'prot is no setting. Did you mean port?',
    expect.stringMatching(/^environments\.staging\.branches has "main", and so has environments\.production: /),
  ])
})
