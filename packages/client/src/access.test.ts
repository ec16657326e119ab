import { enrolmentUrl } from '@relevo/core/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { identify } from './identity.ts'
import { openKeep } from './keep.ts'
import { TabletPage } from './testing/tablet-page.ts'

const KEY = 'a-site-key-of-some-length'
const HOME = 'http://panel.test/?tablet=lobby-1'

let page: TabletPage
beforeEach(() => {
  page = new TabletPage()
  page.withWorker = false
  page.secrets = new Map()
  page.codes = new Set(['K7QM-2XDP'])
})

/** The enroller is fetched when it is needed. */
const settle = (manager: { state: { access: string | undefined } }, access: string) =>
  expect.poll(() => manager.state.access).toBe(access)

const address = () => page.window.location.href
const goTo = (fragment: string) => {
  page.window.location.href = HOME + fragment
}
const everythingSaid = (manager: { state: object }) =>
  JSON.stringify([manager.state, page.checkIns, page.reports, page.looked, address(), page.window.name])

describe('a server that hears everybody', () => {
  it('is told nothing but the report', async () => {
    page.secrets = undefined
    const manager = await page.launch('r1', { enrolment: { key: KEY } })
    expect(manager.state).toMatchObject({ access: 'open', refusal: undefined })
    expect([page.signed, page.enrolments]).toEqual([[undefined], []])
  })

  it('says nothing of it by not answering', async () => {
    page.versionJson = undefined
    const manager = await page.launch('r1')
    expect(manager.state.access).toBeUndefined()
    expect(page.sites).toMatchObject([{ strange: false, secret: undefined }])
  })
})

describe('a tablet that has to enrol', () => {
  it('gets releases like anybody, and keeps its channel shut', async () => {
    page.versionJson = { version: 'r2' }
    const manager = await page.launch('r1')
    expect(manager.state).toMatchObject({ access: 'wanted', phase: 'staged', target: 'r2' })
    expect(page.sites.at(-1)).toMatchObject({ strange: true })
    expect(page.enrolments).toEqual([])
  })

  it('does with a code that is typed, is heard at once and opens its channel, all without a reload', async () => {
    const manager = await page.launch('r1')
    await manager.enrol('  K7QM-2XDP ')
    const secret = page.secrets?.get('lobby-1')
    expect(page.enrolments).toEqual([{ tablet: 'lobby-1', code: 'K7QM-2XDP' }])
    expect(manager.state).toMatchObject({ access: 'enrolled', refusal: undefined })
    await page.clock.push(0)
    expect(page.signed).toEqual([undefined, `Bearer ${secret}`])
    expect(page.sites.at(-1)).toMatchObject({ strange: false, secret })
    expect(page.window.reloads).toBe(0)
    expect(everythingSaid(manager)).not.toContain(secret)
  })

  it('signs from its first check-in on after a reload', async () => {
    const first = await page.launch('r1')
    await first.enrol('K7QM-2XDP')
    first.stop()
    page.signed = []
    const second = await page.launch('r1')
    expect(page.signed).toEqual([`Bearer ${page.secrets?.get('lobby-1')}`])
    expect(second.state.access).toBe('enrolled')
  })

  it('is told why a code is refused, and is not let in', async () => {
    const manager = await page.launch('r1')
    await expect(manager.enrol('WRONG')).rejects.toMatchObject({ code: 'enrolment-refused', detail: 'used up' })
    expect(manager.state).toMatchObject({ access: 'wanted', refusal: 'enrolment-refused' })
    await manager.enrol('K7QM-2XDP')
    expect(manager.state).toMatchObject({ access: 'enrolled', refusal: undefined })
  })

  it.each<[string, Response | 'away', string]>([
    ['is away', 'away', 'network'],
    ['has too much to do', new Response('{"success":false,"error":{"code":"too-many-requests"}}'), 'too-many-requests'],
    ['is none of ours', new Response('<h1>405</h1>', { status: 405 }), 'server-error'],
    [
      'answers for another tablet',
      new Response(JSON.stringify({ success: true, data: { tablet: 'lobby-2', secret: 'x'.repeat(40) } })),
      'server-error',
    ],
  ])('is told that the server %s', async (_, end, code) => {
    page.enrolmentsEnd = end
    const manager = await page.launch('r1')
    await expect(manager.enrol('K7QM-2XDP')).rejects.toMatchObject({ code })
    expect(manager.state).toMatchObject({ access: 'wanted', refusal: code })
  })

  it('has not been heard: what was said only once is said again', async () => {
    page.window.localStorage.setItem('relevo.was', 'tablet-1f')
    const manager = await page.launch('r1')
    await manager.checkForUpdate()
    await manager.enrol('K7QM-2XDP')
    await page.clock.push(0)
    await manager.checkForUpdate()
    expect(page.checkIns.map(({ was }) => was)).toEqual(['tablet-1f', 'tablet-1f', 'tablet-1f', undefined])
  })
})

describe('the code of a launch URL', () => {
  it('is out of the address at once, and redeemed', async () => {
    page.window.location.href = enrolmentUrl('http://panel.test/', 'K7QM-2XDP', 'lobby-1')
    const launching = page.launch('r1')
    expect(address()).toBe(HOME)
    const manager = await launching
    await settle(manager, 'enrolled')
    expect(page.enrolments).toEqual([{ tablet: 'lobby-1', code: 'K7QM-2XDP' }])
    expect(everythingSaid(manager)).not.toContain('K7QM')
  })

  it.each([
    ['#/rooms/3&relevo-enrol=K7QM-2XDP', '#/rooms/3'],
    ['#relevo-enrol=K7QM-2XDP&floor=2', '#floor=2'],
    ['#a=1&relevo-enrol=K7QM-2XDP&b=2', '#a=1&b=2'],
    ['#relevo-enrol=', '#relevo-enrol='],
    ['#/rooms/relevo-enrol', '#/rooms/relevo-enrol'],
  ])('in %s leaves %s to the app', async (fragment, rest) => {
    goTo(fragment)
    await page.launch('r1')
    expect(address()).toBe(HOME + rest)
  })

  it('is redeemed without a reload too, when a kiosk app is given it in an address that differs in nothing else', async () => {
    const manager = await page.launch('r1')
    goTo('#relevo-enrol=K7QM-2XDP')
    page.window.dispatchEvent(new Event('hashchange'))
    expect(address()).toBe(HOME)
    await settle(manager, 'enrolled')
  })

  it('outlives a reload in the middle', async () => {
    page.enrolmentsEnd = 'away'
    goTo('#relevo-enrol=K7QM-2XDP')
    const first = await page.launch('r1')
    await expect.poll(() => page.enrolments.length).toBe(1)
    first.stop()
    page.enrolmentsEnd = undefined
    const second = await page.launch('r1')
    await settle(second, 'enrolled')
  })

  it('waits for a server that is away, longer each time, and asks for nothing in between', async () => {
    page.enrolmentsEnd = 'away'
    goTo('#relevo-enrol=K7QM-2XDP')
    const manager = await page.launch('r1', { checkEvery: 10 })
    await expect.poll(() => manager.state.refusal).toBe('network')
    await page.clock.push(1200)
    expect(page.enrolments.length).toBeGreaterThan(3)
    expect(page.enrolments.length).toBeLessThan(8)
    expect(manager.state).toMatchObject({ access: 'wanted', refusal: 'network' })
    page.enrolmentsEnd = undefined
    await page.clock.push(1200)
    expect(manager.state).toMatchObject({ access: 'enrolled', refusal: undefined })
  })

  it('that was refused is not tried again, nor is one that stays in the launch URL', async () => {
    for (const code of ['WRONG', 'K7QM-2XDP']) {
      page.enrolments = []
      for (let start = 0; start < 3; start++) {
        goTo(`#relevo-enrol=${code}`)
        const manager = await page.launch('r1', { checkEvery: 10 })
        await settle(manager, code === 'WRONG' ? 'wanted' : 'enrolled')
        await page.clock.push(600)
        expect(address()).toBe(HOME)
        manager.stop()
      }
      expect(page.enrolments).toHaveLength(1)
    }
  })

  it('is redeemed at a server that hears everybody too, for the day on which it does not', async () => {
    page.secrets = undefined
    goTo('#relevo-enrol=K7QM-2XDP')
    const manager = await page.launch('r1')
    await settle(manager, 'enrolled')
  })
})

describe('the key of a site', () => {
  beforeEach(() => {
    page.codes.add(KEY)
  })

  it('lets the tablet in by itself, and again after its storage was wiped', async () => {
    const first = await page.launch('r1', { enrolment: { key: KEY } })
    await settle(first, 'enrolled')
    expect(page.enrolments).toEqual([{ tablet: 'lobby-1', key: KEY }])
    first.stop()
    page.window.wipeStorage()
    page.window.sessionStorage.removeItem('relevo.secret')
    const second = await page.launch('r1', { enrolment: { key: KEY } })
    await settle(second, 'enrolled')
    expect(page.enrolments).toHaveLength(2)
  })

  it('that is wrong is not tried with every poll', async () => {
    const manager = await page.launch('r1', { enrolment: { key: 'another-key-of-some-length' }, checkEvery: 10 })
    await expect.poll(() => manager.state.refusal).toBe('enrolment-refused')
    await page.clock.push(3600)
    expect(page.checkIns.length).toBeGreaterThan(300)
    expect(page.enrolments.length).toBeLessThan(10)
  })

  it('comes after a code', async () => {
    goTo('#relevo-enrol=K7QM-2XDP')
    const manager = await page.launch('r1', { enrolment: { key: KEY } })
    await settle(manager, 'enrolled')
    await page.clock.push(600)
    expect(page.enrolments).toEqual([{ tablet: 'lobby-1', code: 'K7QM-2XDP' }])
  })

  it('is not needed by a page whose tablet another page has enrolled meanwhile', async () => {
    const first = await page.launch('r1')
    const second = await page.launch('r1', { enrolment: { key: 'another-key-of-some-length' } })
    await expect.poll(() => second.state.refusal).toBe('enrolment-refused')
    await first.enrol('K7QM-2XDP')
    await second.checkForUpdate()
    expect(second.state).toMatchObject({ access: 'enrolled', refusal: undefined })
    expect(page.sites.at(-1)).toMatchObject({ strange: false, secret: page.secrets?.get('lobby-1') })
  })
})

describe('a secret', () => {
  it('that was revoked leaves the tablet where it is, with its channel shut, until it is good again', async () => {
    const manager = await page.launch('r1')
    await manager.enrol('K7QM-2XDP')
    await manager.checkForUpdate()
    const secret = page.secrets?.get('lobby-1') ?? ''
    page.secrets?.delete('lobby-1')
    await manager.checkForUpdate()
    expect(manager.state).toMatchObject({ access: 'wanted', running: 'r1' })
    expect(page.sites.at(-1)).toMatchObject({ strange: true })
    page.secrets?.set('lobby-1', secret) // a server that was restored from a copy
    await manager.checkForUpdate()
    expect(manager.state.access).toBe('enrolled')
    expect(page.sites.at(-1)).toMatchObject({ strange: false, secret })
  })

  it('is looked for at once when the broker refuses it', async () => {
    const manager = await page.launch('r1')
    await manager.enrol('K7QM-2XDP')
    await manager.checkForUpdate()
    page.secrets?.delete('lobby-1')
    page.sites.at(-1)?.onRefused()
    await page.clock.push(0)
    expect(manager.state.access).toBe('wanted')
  })

  it('proves under a new id that the tablet is the one it was, and is the new one’s from then on', async () => {
    const first = await page.launch('r1')
    await first.enrol('K7QM-2XDP')
    first.stop()
    const secret = page.secrets?.get('lobby-1') ?? ''
    const keep = openKeep(page.window.view)
    identify('?tablet=lobby-1', keep)
    page.tablet = identify('?tablet=lobby-2', keep)
    page.signed = []
    const second = await page.launch('r1', { enrolment: { key: KEY } })
    expect(second.state.access).toBe('wanted')
    page.secrets?.set('lobby-2', secret) // the server has seen that both are one
    await second.checkForUpdate()
    expect(second.state.access).toBe('enrolled')
    await second.checkForUpdate()
    second.stop()
    expect((await page.launch('r1')).state.access).toBe('enrolled')
    expect(page.signed).toEqual(Array(4).fill(`Bearer ${secret}`))
    expect(page.checkIns.slice(-4).map(({ was }) => was)).toEqual(['lobby-1', 'lobby-1', undefined, undefined])
  })

  it('is one tablet’s: it is not shown under another id, nor to another server', async () => {
    const first = await page.launch('r1')
    await first.enrol('K7QM-2XDP')
    first.stop()
    page.signed = []
    page.tablet = 'lobby-2'
    expect((await page.launch('r1')).state.access).toBe('wanted')
    page.tablet = 'lobby-1'
    page.versionUrl = 'http://other.test/config/version.json'
    expect((await page.launch('r1')).state.access).toBe('wanted')
    expect(page.signed).toEqual([undefined, undefined])
  })

  it.each([
    'lobby-1@http://panel.test bad secret',
    'lobby-1@http://panel.test x\ny',
    'lobby-1@http://panel.test',
    '{}',
  ])('that storage has damaged to %j is none', async (kept) => {
    page.window.localStorage.setItem('relevo.secret', kept)
    const manager = await page.launch('r1')
    expect(page.signed).toEqual([undefined])
    expect(manager.state.access).toBe('wanted')
  })

  it('is kept by the page alone where storage is refused: the window’s name goes to other sites', async () => {
    page.window.refusesStorage = true
    const manager = await page.launch('r1')
    await manager.enrol('K7QM-2XDP')
    await manager.checkForUpdate()
    expect(page.signed.at(-1)).toBe(`Bearer ${page.secrets?.get('lobby-1')}`)
    expect(page.window.name).not.toContain('rls_')
  })

  it('is told to the worker, which speaks for a page that is gone', async () => {
    page.withWorker = true
    page.worker.state = { protocol: 1, active: 'r1', served: 'r1', failed: {} }
    const manager = await page.launch('r1')
    await manager.enrol('K7QM-2XDP')
    await page.clock.push(0)
    const hellos = page.worker.asked.flatMap((ask) => (ask.ask === 'hello' ? [ask.secret] : []))
    expect(hellos).toEqual([undefined, page.secrets?.get('lobby-1')])
  })
})

it('a tablet whose failure nobody heard does not tell its worker that it was', async () => {
  page.withWorker = true
  const failed = { r2: { code: 'boot-error', at: 1, told: false } } as const
  page.worker.state = { protocol: 1, active: 'r1', served: 'r1', failed }
  page.versionJson = { version: 'r2', manifest: '/m' }
  const manager = await page.launch('r1')
  await manager.checkForUpdate()
  expect(page.checkIns.at(-1)).toMatchObject({ phase: 'rolled_back', target: 'r2' })
  expect(page.worker.kinds).not.toContain('told')
})
