import { describe, expect, test } from 'vitest'
import { REFUSAL_REASONS, type RefusalReason } from '../mqtt/refusals.ts'
import { CHECKS, REFUSAL_CHECKS } from './checks/index.ts'
import type { Evidence, Fetched, HomeEvidence, SeenKiosk, SeenTablet } from './evidence.ts'
import { findingsOf } from './finding.ts'

const NOW = 1_750_000_000_000
const NOTHING: Evidence = { at: NOW, tablets: [], home: { phase: 'unknown' } }

const connection = { clientId: 'hall', protocol: '5', transport: 'tcp', address: '10.0.0.7', since: NOW } as const
const QUIET: Evidence = { ...NOTHING, broker: { refusals: [], connections: [connection] } }
const refused = (reason: RefusalReason, more: object = {}): Evidence => ({
  ...NOTHING,
  broker: {
    connections: [],
    refusals: [{ reason, clientId: 'attic', address: '10.0.0.8', first: NOW, at: NOW, count: 3, ...more }],
  },
})

const connected = (...pages: [clientId: string, address: string][]): Evidence => ({
  ...NOTHING,
  broker: {
    refusals: [],
    connections: pages.map(([clientId, address]) => ({ ...connection, transport: 'websocket', clientId, address })),
  },
})

const tablet = (more: Partial<SeenTablet> = {}): Evidence => ({
  ...NOTHING,
  tablets: [{ id: 'hall', isOnline: true, lastSeen: NOW, isEngineKnown: false, ...more }],
})

const panel = (more: Partial<SeenKiosk> = {}): SeenKiosk => ({
  id: 'k1',
  app: 'wallpanel',
  isFound: false,
  faults: [],
  conflicts: [],
  ...more,
})
const kiosk = (more: Partial<SeenKiosk> = {}, tablets: SeenTablet[] = []): Evidence => ({
  ...NOTHING,
  tablets,
  kiosks: { known: [panel(more)], unlinked: [] },
})
const hall = (isOnline: boolean): SeenTablet => ({ id: 'hall', isOnline, lastSeen: NOW, isEngineKnown: false })

const FRESH = { 'cache-control': 'no-cache', 'content-type': 'text/html' }
const file = (text: string, headers: Record<string, string>, more: object = {}): Fetched => ({
  url: 'https://relevo.example/x',
  status: 200,
  headers: { ...FRESH, ...headers },
  text,
  sha256: 'right',
  ...more,
})
type Probed = Extract<HomeEvidence, { phase: 'probed' }>
const home = (more: Partial<Probed> = {}): Evidence => ({
  ...NOTHING,
  home: {
    phase: 'probed',
    url: 'https://relevo.example',
    page: file('<!doctype html>', {}),
    versionJson: file('{"version":"r1"}', {}),
    worker: file('//', { 'content-type': 'text/javascript' }),
    expected: { version: 'r1', workerSha256: 'right' },
    ...more,
  },
})
const certificate = (more: object = {}): Evidence =>
  home({ certificate: { validTo: NOW + 90 * 24 * 3_600_000, ...more } })

/** Of every check: evidence in which it finds something, in which all is well, and in which it could not tell. */
const CASES: Record<string, { found: Evidence[]; well: Evidence[]; unmeasured: Evidence[] }> = {
  'open-access': {
    found: [{ ...NOTHING, access: { mode: 'open', strangers: [] } }],
    well: [{ ...NOTHING, access: { mode: 'enrolled', strangers: [] } }],
    unmeasured: [NOTHING],
  },
  strangers: {
    found: [true, false].map((hadSecret) => ({
      ...NOTHING,
      access: { mode: 'enrolled', strangers: [{ tablet: 'hall', address: '10.0.0.7', hadSecret, lastSeen: NOW }] },
    })),
    well: [{ ...NOTHING, access: { mode: 'enrolled', strangers: [] } }],
    unmeasured: [NOTHING, { ...NOTHING, access: { mode: 'open', strangers: [] } }],
  },
  proxy: {
    found: [{ ...NOTHING, strangeProxies: [{ address: '10.0.0.2', lastSeen: NOW }] }],
    well: [{ ...NOTHING, strangeProxies: [] }],
    unmeasured: [tablet()],
  },
  'mqtt-port': {
    found: [refused('tls-on-plain-port'), refused('http-on-mqtt-port'), refused('not-mqtt', { clientId: undefined })],
    well: [QUIET, refused('login'), refused('tls-on-plain-port', { at: NOW - 25 * 3_600_000 })],
    unmeasured: [NOTHING, { ...NOTHING, broker: { refusals: [], connections: [] } }],
  },
  'mqtt-version': {
    found: [
      refused('protocol-level'),
      { ...QUIET, siteBroker: { isUp: true, protocol: '3.1.1', refusals: [] } },
      { ...NOTHING, siteBroker: { isUp: true, protocol: '3.1.1', refusals: [] } },
    ],
    well: [QUIET, { ...QUIET, siteBroker: { isUp: true, protocol: '5', refusals: [] } }],
    unmeasured: [NOTHING],
  },
  'mqtt-login': {
    found: [refused('login'), refused('no-credential'), refused('kiosk-unknown'), refused('client-id-of-another')],
    well: [
      QUIET,
      {
        ...NOTHING,
        broker: {
          connections: [{ ...connection, clientId: 'attic', since: NOW + 1 }],
          refusals: [{ reason: 'login', clientId: 'attic', address: '10.0.0.8', first: NOW, at: NOW, count: 1 }],
        },
      },
    ],
    unmeasured: [NOTHING],
  },
  'mqtt-rights': {
    found: [refused('may-not-publish'), refused('may-not-subscribe'), refused('may-not-leave-will')],
    well: [QUIET],
    unmeasured: [NOTHING],
  },
  'same-id': {
    found: [
      refused('same-id-twice'),
      kiosk({ base: 'wallpanel/mywallpanel/', faults: ['shared'] }),
      {
        ...NOTHING,
        broker: {
          connections: [{ ...connection, clientId: 'attic', since: NOW + 1 }],
          refusals: [{ reason: 'same-id-twice', clientId: 'attic', address: '::1', first: NOW, at: NOW, count: 9 }],
        },
      },
    ],
    well: [QUIET],
    unmeasured: [NOTHING, kiosk()],
  },
  'mqtt-rules': {
    found: [refused('malformed'), refused('packet-too-large'), refused('topic-alias'), refused('unfinished-qos-2')],
    well: [QUIET],
    unmeasured: [NOTHING],
  },
  'mqtt-pace': { found: [refused('too-slow'), refused('server-busy')], well: [QUIET], unmeasured: [NOTHING] },
  'same-tablet': {
    found: [connected(['hall.a1', '10.0.0.7'], ['hall.b2', '10.0.0.8'])],
    well: [
      connected(['hall.a1', '10.0.0.7'], ['hall.b2', '10.0.0.7'], ['attic.c3', '10.0.0.8']),
      connected(['hall.a1', '10.0.0.7']),
    ],
    unmeasured: [
      NOTHING,
      QUIET,
      connected(['hall.a1', '10.0.0.1'], ['hall.b2', '10.0.0.1'], ['attic.c3', '10.0.0.1']),
      connected(['not a tablet', '10.0.0.1']),
    ],
  },
  'site-broker': {
    found: [
      { ...NOTHING, siteBroker: { isUp: false, reason: 'nothing listens at its address', refusals: [] } },
      {
        ...NOTHING,
        siteBroker: {
          isUp: true,
          protocol: '5',
          refusals: [{ what: 'write', topic: 'intercom/x', reason: 'its ACL does not let us' }],
        },
      },
    ],
    well: [{ ...NOTHING, siteBroker: { isUp: true, protocol: '5', refusals: [] } }],
    unmeasured: [NOTHING],
  },
  'base-topic': {
    found: [
      kiosk({ base: 'wallpanel/hall', faults: ['no-slash'] }),
      kiosk({ base: '/wallpanel/hall/', faults: ['leading-slash'] }),
      kiosk({ base: 'wallpanel/mywallpanel/', faults: ['default'] }),
      kiosk({ base: 'freekiosk/', faults: ['no-name'] }),
      refused('may-not-subscribe', { detail: 'wallpanel/hallcommand' }),
    ],
    well: [kiosk({ base: 'wallpanel/hall/' })],
    unmeasured: [NOTHING, QUIET, kiosk(), refused('may-not-subscribe', { detail: 'wallpanel/hall/command' })],
  },
  'kiosk-link': {
    found: [
      kiosk({ isFound: true }),
      kiosk(),
      kiosk({ tablet: 'hall', conflicts: ['k2'] }),
      { ...NOTHING, kiosks: { known: [], unlinked: [{ tablet: 'hall', app: 'wallpanel' }] } },
      { ...NOTHING, kiosks: { known: [], unlinked: [{ tablet: 'hall' }] } },
    ],
    well: [kiosk({ tablet: 'hall' })],
    unmeasured: [NOTHING, { ...NOTHING, kiosks: { known: [], unlinked: [] } }],
  },
  'kiosk-reach': {
    found: [kiosk({ trouble: 'nothing listens at its address' })],
    well: [kiosk({ isOnline: true })],
    unmeasured: [NOTHING, kiosk(), kiosk({ isFound: true, trouble: 'x' })],
  },
  'silent-page': {
    found: [kiosk({ tablet: 'hall', isOnline: true }, [hall(false)])],
    well: [kiosk({ tablet: 'hall', isOnline: true }, [hall(true)])],
    unmeasured: [
      NOTHING,
      kiosk({ tablet: 'hall', isOnline: false }, [hall(false)]),
      kiosk({ tablet: 'hall', isOnline: true }),
    ],
  },
  'launch-url': {
    found: [kiosk({ launchUrls: 2 })],
    well: [kiosk({ launchUrls: 1 })],
    unmeasured: [NOTHING, kiosk()],
  },
  'secure-context': {
    found: [
      tablet({ withoutWorker: 'insecure-context' }),
      { ...NOTHING, home: { phase: 'skipped', url: 'http://192.168.1.20:8604' } },
      { ...tablet(), home: { phase: 'skipped', url: 'http://relevo.example' } },
    ],
    well: [
      tablet(),
      tablet({ withoutWorker: 'no-space' }),
      ...['https://relevo.example', 'http://localhost:8604', 'http://127.0.0.1', 'http://[::1]:1'].map((url) => ({
        ...tablet(),
        home: { phase: 'skipped' as const, url },
      })),
    ],
    unmeasured: [NOTHING, tablet({ isOnline: false, withoutWorker: 'insecure-context' })],
  },
  worker: {
    found: [tablet({ withoutWorker: 'worker-unavailable' })],
    well: [tablet(), tablet({ withoutWorker: 'insecure-context' })],
    unmeasured: [NOTHING],
  },
  storage: {
    found: [tablet({ withoutWorker: 'storage-unavailable' }), tablet({ withoutWorker: 'no-space' })],
    well: [tablet()],
    unmeasured: [NOTHING],
  },
  webview: {
    found: [tablet({ engine: { name: 'chrome', version: 83 }, isEngineKnown: true, missing: 'needs chrome 107' })],
    well: [tablet({ engine: { name: 'chrome', version: 120 }, isEngineKnown: true })],
    unmeasured: [NOTHING, tablet(), tablet({ engine: { name: 'chrome', version: 83 } })],
  },
  certificate: {
    found: [certificate({ trouble: 'it has expired' }), certificate({ validTo: NOW + 3_600_000 })],
    well: [certificate()],
    unmeasured: [
      NOTHING,
      { ...NOTHING, home: { phase: 'skipped', url: 'https://relevo.example' } },
      home({ url: 'http://relevo.example' }),
      home(),
    ],
  },
  'version-json': {
    found: [
      home({ versionJson: { url: 'x', failed: 'ECONNREFUSED' } }),
      home({ versionJson: file('', {}, { status: 404 }) }),
      home({ versionJson: file('{"version":"r1"}', { age: '17' }) }),
      home({ versionJson: file('{"version":"r1"}', { 'x-cache': 'HIT from proxy' }) }),
      home({ versionJson: file('{"version":"r1"}', { 'cache-control': 'public, max-age=600' }) }),
      home({ versionJson: file('{"version":"r0"}', {}) }),
      home({ versionJson: file('<!doctype html>', {}) }),
    ],
    well: [
      home(),
      home({ versionJson: file('{"version":"r1"}', { 'cache-control': 'private, max-age=0', age: '0' }) }),
      home({ versionJson: file('{"version":"r1"}', { 'x-cache': 'MISS' }) }),
    ],
    unmeasured: [
      NOTHING,
      { ...NOTHING, home: { phase: 'skipped', url: 'https://relevo.example' } },
      home({ expected: {} }),
    ],
  },
  'worker-script': {
    found: [
      home({ worker: file('//', { 'content-type': 'text/html' }) }),
      home({ worker: file('//', { 'content-type': 'text/javascript' }, { sha256: 'another' }) }),
    ],
    well: [home()],
    unmeasured: [NOTHING, home({ worker: undefined } as never)],
  },
  page: {
    found: [
      home({ page: file('', { 'content-type': 'application/json' }) }),
      home({ page: file('', {}, { status: 502 }) }),
    ],
    well: [home()],
    unmeasured: [NOTHING],
  },
}

const lookAt = (id: string, evidence: Evidence) => CHECKS.find((check) => check.id === id)?.look(evidence) ?? []

test('every check is shown to find something, to find all well, and not to tell', () => {
  expect(Object.keys(CASES).sort()).toEqual(CHECKS.map(({ id }) => id).sort())
})

describe.each(Object.entries(CASES))('%s', (id, cases) => {
  test.each(['found', 'well', 'unmeasured'] as const)('%s', (verdict) => {
    expect(cases[verdict].length).toBeGreaterThan(0)
    for (const evidence of cases[verdict]) {
      const outcomes = lookAt(id, evidence)
      expect(outcomes.map((outcome) => outcome.verdict)).toEqual([verdict])
      for (const { message } of outcomes) expect(message).toMatch(/\.$/)
    }
  })
})

test('every reason of the broker to refuse somebody is looked for by one check', () => {
  const reasons = REFUSAL_CHECKS.flatMap((check) => check.reasons)
  expect([...reasons].sort()).toEqual(Object.keys(REFUSAL_REASONS).sort())
})

test('a finding says whom it is about, what comes of it, and the cure that fits', () => {
  const [found] = findingsOf(refused('tls-on-plain-port')).filter(({ check }) => check === 'mqtt-port')
  expect(found).toEqual({
    check: 'mqtt-port',
    verdict: 'found',
    subject: 'attic',
    message: `attic at 10.0.0.8 began a TLS handshake, and this port speaks plain MQTT, 3 times, last at ${new Date(NOW).toISOString()}.`,
    why: expect.stringContaining('TLS switch of WallPanel'),
    do: REFUSAL_REASONS['tls-on-plain-port'].do,
  })
})

test('where the public address does not answer, nobody is told to look after caches', () => {
  const cureOf = (evidence: Evidence) => findingsOf(evidence).find(({ check }) => check === 'version-json')?.do
  expect(cureOf(home({ versionJson: { url: 'x', failed: 'ECONNREFUSED' } }))).toContain('RELEVO_PUBLIC_URL')
  expect(cureOf(home({ versionJson: file('{"version":"r1"}', { age: '17' }) }))).toContain('Cache-Control')
})

test('of a thousand that are wrong in the same way ten are told, and how many more there are', () => {
  const one = tablet({ withoutWorker: 'insecure-context' }).tablets[0] as SeenTablet
  const many = { ...NOTHING, tablets: Array.from({ length: 1_000 }, (_, i) => ({ ...one, id: `t${i}` })) }
  const found = findingsOf(many).filter(({ check }) => check === 'secure-context')
  expect(found).toHaveLength(11)
  expect(found[10]).toMatchObject({ verdict: 'found', message: '990 more of these.' })
})
