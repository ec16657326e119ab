import { beforeEach, describe, expect, it } from 'vitest'
import { KEY, StrangerPage, settle } from '../testing/stranger-page.ts'

let page: StrangerPage
beforeEach(() => {
  page = new StrangerPage('K7QM-2XDP', KEY)
})

describe('the key of a site', () => {
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
    page.goTo('#relevo-enrol=K7QM-2XDP')
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
