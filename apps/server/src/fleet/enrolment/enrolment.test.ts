import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Report } from '@relevo/core/protocol'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { secrets } from '../../assembly/secrets.ts'
import { type ClosableStore, openStore } from '../../store/sqlite-store.ts'
import { createEnrolment, type Enrolment, type EnrolmentRules } from './enrolment.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const ROOT = { kind: 'root' } as const
const KEY = 'the-key-of-this-site'
const FROM = '10.0.0.7'

let folder: string
let store: ClosableStore
let now: number
let names: Record<string, string[]>
let reported: Set<string>
let enrolment: Enrolment

const world = { now: () => now }
const withRules = (rules: EnrolmentRules) =>
  createEnrolment(
    {
      store: store.enrolment,
      secrets,
      world,
      namesOf: (tablet) => names[tablet] ?? [tablet],
      hasReported: (tablet) => reported.has(tablet),
    },
    rules,
  )
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relevo-enrolment-'))
  store = await openStore(join(folder, 'relevo.db'))
  now = 1_000_000
  names = {}
  reported = new Set()
  enrolment = await withRules({ mode: 'enrolled', siteKey: KEY })
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

const report = (tablet: string, was?: string): Report => ({
  tablet,
  release: 'r1',
  phase: 'current',
  ...(was !== undefined && { was }),
})
const admit = (said: Report, secret: string | undefined) => enrolment.admit(said, secret, FROM)
const enrolled = async (tablet: string) => (await enrolment.enrol({ tablet, key: KEY }, FROM)).secret
const logged = async (type: string) =>
  (await store.events({ limit: 100 })).events.filter((event) => event.type === type)

describe('a code', () => {
  const make = (order: { tablet?: string; uses?: number; lifetime?: number } = {}) =>
    enrolment.makeCode({ uses: 1, lifetime: 10 * MINUTE, ...order }, ROOT)

  test('is good until the moment it expires, and says then that it has', async () => {
    const { text } = await make({ uses: 2 })
    now += 10 * MINUTE - 1
    await enrolment.enrol({ tablet: 'hall', code: text }, FROM)
    now += 1
    await expect(enrolment.enrol({ tablet: 'attic', code: text }, FROM)).rejects.toMatchObject({
      code: 'enrolment-refused',
      detail: 'the code has expired',
    })
    // Not even for whoever lost the answer: that is what its lifetime is for.
    await expect(enrolment.enrol({ tablet: 'hall', code: text }, FROM)).rejects.toThrow('expired')
    expect(await enrolment.codes()).toMatchObject([{ used: 1, state: 'expired' }])
  })

  test('is remembered for a week, so that a refusal can say why', async () => {
    const { text } = await make()
    now += 7 * 24 * HOUR
    await make()
    await expect(enrolment.enrol({ tablet: 'hall', code: text }, FROM)).rejects.toThrow('expired')
    now += 11 * MINUTE
    await make()
    await expect(enrolment.enrol({ tablet: 'hall', code: text }, FROM)).rejects.toThrow('no such code')
  })

  test('for a tablet is good for each of its names, and replaces what it had under any of them', async () => {
    const secret = await enrolled('tablet-1f')
    names = { hall: ['hall', 'tablet-1f'], 'tablet-1f': ['hall', 'tablet-1f'] }
    now += 1
    const { text } = await make({ tablet: 'tablet-1f' })
    await enrolment.enrol({ tablet: 'hall', code: text }, FROM)
    expect(admit(report('hall'), secret)).toBeUndefined()
    expect(await enrolment.credentials()).toMatchObject([
      { name: 'hall', state: 'active' },
      { name: 'tablet-1f', state: 'revoked' },
    ])
  })
})

describe('a report', () => {
  test('is heard with the secret of its tablet and with no other', async () => {
    const hall = await enrolled('hall')
    const attic = await enrolled('attic')
    expect(admit(report('hall'), hall)).toEqual({ report: report('hall'), isRenamed: false })
    for (const secret of [attic, `${hall}x`, '', undefined]) {
      expect(admit(report('hall'), secret)).toBeUndefined()
    }
    expect(admit(report('nobody'), hall)).toBeUndefined()
    expect(admit(report('nobody'), undefined)).toBeUndefined()
  })

  test('needs no secret where access is open, but for a tablet that has one', async () => {
    const hall = await enrolled('hall')
    enrolment = await withRules({ mode: 'open' })
    expect(admit(report('attic'), undefined)).toEqual({ report: report('attic'), isRenamed: false })
    expect(admit(report('attic'), 'whatever')).toBeDefined()
    expect(admit(report('hall'), undefined)).toBeUndefined()
    expect(admit(report('hall'), hall)).toBeDefined()
    const [{ id } = { id: '' }] = await enrolment.credentials()
    await enrolment.revokeCredential(id, ROOT)
    expect(admit(report('hall'), undefined)).toBeDefined()
  })

  test('under a new id is heard with the secret of the id before', async () => {
    const secret = await enrolled('tablet-1f')
    expect(admit(report('hall', 'tablet-1f'), secret)).toEqual({
      report: report('hall', 'tablet-1f'),
      isRenamed: true,
    })
    expect(admit(report('hall', 'tablet-1f'), undefined)).toBeUndefined()
    expect(admit(report('hall'), secret)).toBeUndefined()
    names = { hall: ['hall', 'tablet-1f'], 'tablet-1f': ['hall', 'tablet-1f'] } // as the fleet says from then on
    expect(admit(report('hall'), secret)).toMatchObject({ isRenamed: false })
    expect(admit(report('tablet-1f', 'hall'), secret)).toMatchObject({ isRenamed: false })
  })

  test('takes no name that another tablet goes by, enrolled or not', async () => {
    const mine = await enrolled('mine')
    await enrolled('theirs')
    reported = new Set(['mine', 'theirs', 'old'])
    expect(admit(report('theirs', 'mine'), mine)).toBeUndefined()
    expect(admit(report('old', 'mine'), mine)).toBeUndefined()
  })

  test('claims no past that its secret does not prove', async () => {
    const mine = await enrolled('mine')
    await enrolled('theirs')
    expect(admit(report('mine', 'theirs'), mine)).toEqual({ report: report('mine'), isRenamed: false })
    expect(admit(report('mine', 'nobody'), mine)).toEqual({ report: report('mine'), isRenamed: false })
    enrolment = await withRules({ mode: 'open' })
    expect(admit(report('new', 'theirs'), undefined)).toEqual({ report: report('new'), isRenamed: false })
    expect(admit(report('new', 'nobody'), undefined)).toMatchObject({ report: { was: 'nobody' } })
  })

  test('of a tablet that is two names of one is heard with the secret of either', async () => {
    const one = await enrolled('one')
    const other = await enrolled('other')
    names = { one: ['one', 'other'], other: ['one', 'other'] }
    for (const tablet of ['one', 'other']) {
      for (const secret of [one, other]) expect(admit(report(tablet), secret)).toBeDefined()
    }
    expect(await enrolment.dropTablet('one', 'root')).toBe(true)
    expect(await enrolment.dropTablet('one', 'root')).toBe(false)
    for (const secret of [one, other]) expect(admit(report('one'), secret)).toBeUndefined()
    expect(await logged('credential-revoked')).toMatchObject([
      { actor: 'root', subject: { id: 'one' }, data: { why: 'forgotten' } },
      { actor: 'root', subject: { id: 'other' }, data: { why: 'forgotten' } },
    ])
  })
})

describe('a user name', () => {
  test('tells with its secret whom it is for, also where a tablet is called like a kiosk', async () => {
    const kiosk = await enrolment.createCredential({ kind: 'kiosk', name: 'hall', replace: false }, ROOT)
    const service = await enrolment.createCredential({ kind: 'service', name: 'ha', replace: false }, ROOT)
    const tablet = await enrolled('kiosk-hall')
    expect(enrolment.signIn('kiosk-hall', kiosk.secret)).toMatchObject({ kind: 'kiosk', name: 'hall' })
    expect(enrolment.signIn('kiosk-hall', tablet)).toMatchObject({ kind: 'tablet', name: 'kiosk-hall' })
    expect(enrolment.signIn('service-ha', service.secret)).toMatchObject({ kind: 'service', name: 'ha' })
    for (const [user, secret] of [
      ['hall', kiosk.secret],
      ['ha', service.secret],
      ['kiosk-hall', service.secret],
      ['kiosk-', ''],
      ['', tablet],
    ] as const) {
      expect(enrolment.signIn(user, secret)).toBeUndefined()
    }
  })
})

test('the use of a credential is noted at once the first time, then to the hour, and survives', async () => {
  const secret = await enrolled('hall')
  const used = async () => (await enrolment.credentials())[0]?.lastUsedAt
  expect(await used()).toBeUndefined()
  admit(report('hall'), secret)
  expect(await used()).toBe(now)
  const first = now
  now += HOUR - 1
  admit(report('hall'), secret)
  expect(await used()).toBe(first)
  now += 1
  admit(report('hall'), secret)
  await enrolment.flush()
  enrolment = await withRules({ mode: 'enrolled' })
  expect(await used()).toBe(now)
})

test('refusals are told once a minute, with how many they were', async () => {
  const wrong = () => enrolment.enrol({ tablet: 'hall', key: 'another-key-of-a-site' }, FROM).catch(() => undefined)
  for (let i = 0; i < 5; i++) await wrong()
  now += MINUTE
  for (let i = 0; i < 5; i++) await wrong()
  expect((await logged('enrolment-refused')).map(({ data }) => data)).toEqual([
    { why: 'key-wrong', from: FROM, attempts: 1 },
    { why: 'key-wrong', from: FROM, attempts: 5 },
  ])
})

test('a tablet that is enrolled gets a code for itself, once and for minutes; one that was put out, or never let in, gets none', async () => {
  expect([enrolment.isEnrolled('hall'), await enrolment.codeFor('hall')]).toEqual([false, undefined])
  const before = await enrolled('hall')
  const code = (await enrolment.codeFor('hall')) ?? ''
  await expect(enrolment.enrol({ tablet: 'attic', code }, FROM)).rejects.toMatchObject({ code: 'enrolment-refused' })
  const { secret } = await enrolment.enrol({ tablet: 'hall', code }, FROM)
  expect([admit(report('hall'), before), admit(report('hall'), secret)?.isRenamed]).toEqual([undefined, false])
  const late = (await enrolment.codeFor('hall')) ?? ''
  now += 5 * MINUTE
  await expect(enrolment.enrol({ tablet: 'hall', code: late }, FROM)).rejects.toMatchObject({
    code: 'enrolment-refused',
  })
  const made = await logged('code-made')
  expect(made).toMatchObject([{ actor: 'ladder', data: { tablet: 'hall', uses: 1 } }, { actor: 'ladder' }])
  expect(JSON.stringify(made)).not.toContain(code)
  const inForce = (await enrolment.credentials()).find(({ revokedAt }) => revokedAt === undefined)
  await enrolment.revokeCredential(inForce?.id ?? '', ROOT)
  expect([enrolment.isEnrolled('hall'), await enrolment.codeFor('hall')]).toEqual([false, undefined])
})

describe('strangers', () => {
  const see = (tablet: string, address = FROM) =>
    enrolment.see({ report: { tablet, release: 'r1' }, address, userAgent: 'WebView', hadSecret: false })

  test('are told with when they were first and last there, the last one first', () => {
    see('hall')
    now += 5
    see('attic')
    now += 5
    see('hall')
    const known = { release: 'r1', userAgent: 'WebView', address: FROM, hadSecret: false }
    expect(enrolment.strangers()).toEqual([
      { ...known, tablet: 'hall', firstSeen: 1_000_000, lastSeen: 1_000_010, count: 2 },
      { ...known, tablet: 'attic', firstSeen: 1_000_005, lastSeen: 1_000_005, count: 1 },
    ])
  })

  test('are as many as there is room for, and none any more when they are enrolled', async () => {
    for (let i = 0; i < 500; i++) see(`t${i}`)
    expect(enrolment.strangers()).toHaveLength(200)
    expect(enrolment.strangers().at(-1)).toMatchObject({ tablet: 't300' })
    see('hall', '10.0.0.8')
    see('hall', '10.0.0.9')
    await enrolled('hall')
    expect(enrolment.strangers().filter(({ tablet }) => tablet === 'hall')).toEqual([])
  })

  test('are none whose check-in was on its way when they were let in, and who came with a secret since', async () => {
    const secret = await enrolled('hall')
    see('hall')
    see('hall', '10.0.0.9')
    see('attic')
    const addresses = () => enrolment.strangers().map(({ tablet, address }) => `${tablet} ${address}`)
    admit(report('hall'), 'not its secret')
    expect(addresses()).toHaveLength(3)
    admit(report('hall'), secret)
    // Whoever goes by its name elsewhere may be another device, while it comes again.
    expect(addresses()).toEqual([`attic ${FROM}`, 'hall 10.0.0.9'])
    now += 900_000
    admit(report('hall'), secret)
    expect(addresses()).toEqual([`attic ${FROM}`])
  })

  test('that go by the name of a tablet of ours are not pushed out by invented ones, and have an end too', () => {
    reported = new Set(['hall'])
    see('hall')
    for (let i = 0; i < 500; i++) see(`t${i}`)
    expect(enrolment.strangers().map(({ tablet }) => tablet)).toContain('hall')
    expect(enrolment.strangers()).toHaveLength(201)
    for (let i = 0; i < 1_500; i++) see('hall', `10.1.${i >> 8}.${i & 255}`)
    expect(enrolment.strangers()).toHaveLength(1_200)
  })
})
