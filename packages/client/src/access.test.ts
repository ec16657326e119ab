import { beforeEach, describe, expect, it } from 'vitest'
import { KEY, StrangerPage } from './testing/stranger-page.ts'

let page: StrangerPage
beforeEach(() => {
  page = new StrangerPage('K7QM-2XDP')
})

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
    expect(page.everythingSaid(manager)).not.toContain(secret)
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
