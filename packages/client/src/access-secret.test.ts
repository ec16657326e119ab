import { beforeEach, describe, expect, it } from 'vitest'
import { identify } from './identity.ts'
import { openKeep } from './keep.ts'
import { KEY, StrangerPage } from './testing/stranger-page.ts'

let page: StrangerPage
beforeEach(() => {
  page = new StrangerPage('K7QM-2XDP')
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
