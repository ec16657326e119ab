import { enrolmentUrl } from '@relevo/core/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { HOME, StrangerPage, settle } from '../testing/stranger-page.ts'

let page: StrangerPage
beforeEach(() => {
  page = new StrangerPage('K7QM-2XDP')
})

describe('the code of a launch URL', () => {
  it('is out of the address at once, and redeemed', async () => {
    page.window.location.href = enrolmentUrl('http://panel.test/', 'K7QM-2XDP', 'lobby-1')
    const launching = page.launch('r1')
    expect(page.address).toBe(HOME)
    const manager = await launching
    await settle(manager, 'enrolled')
    expect(page.enrolments).toEqual([{ tablet: 'lobby-1', code: 'K7QM-2XDP' }])
    expect(page.everythingSaid(manager)).not.toContain('K7QM')
  })

  it.each([
    ['#/rooms/3&relevo-enrol=K7QM-2XDP', '#/rooms/3'],
    ['#relevo-enrol=K7QM-2XDP&floor=2', '#floor=2'],
    ['#a=1&relevo-enrol=K7QM-2XDP&b=2', '#a=1&b=2'],
    ['#relevo-enrol=', '#relevo-enrol='],
    ['#/rooms/relevo-enrol', '#/rooms/relevo-enrol'],
  ])('in %s leaves %s to the app', async (fragment, rest) => {
    page.goTo(fragment)
    await page.launch('r1')
    expect(page.address).toBe(HOME + rest)
  })

  it('is redeemed without a reload too, when a kiosk app is given it in an address that differs in nothing else', async () => {
    const manager = await page.launch('r1')
    page.goTo('#relevo-enrol=K7QM-2XDP')
    page.window.dispatchEvent(new Event('hashchange'))
    expect(page.address).toBe(HOME)
    await settle(manager, 'enrolled')
  })

  it('outlives a reload in the middle', async () => {
    page.enrolmentsEnd = 'away'
    page.goTo('#relevo-enrol=K7QM-2XDP')
    const first = await page.launch('r1')
    await expect.poll(() => page.enrolments.length).toBe(1)
    first.stop()
    page.enrolmentsEnd = undefined
    const second = await page.launch('r1')
    await settle(second, 'enrolled')
  })

  it('waits for a server that is away, longer each time, and asks for nothing in between', async () => {
    page.enrolmentsEnd = 'away'
    page.goTo('#relevo-enrol=K7QM-2XDP')
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
        page.goTo(`#relevo-enrol=${code}`)
        const manager = await page.launch('r1', { checkEvery: 10 })
        await settle(manager, code === 'WRONG' ? 'wanted' : 'enrolled')
        await page.clock.push(600)
        expect(page.address).toBe(HOME)
        manager.stop()
      }
      expect(page.enrolments).toHaveLength(1)
    }
  })

  it('is redeemed at a server that hears everybody too, for the day on which it does not', async () => {
    page.secrets = undefined
    page.goTo('#relevo-enrol=K7QM-2XDP')
    const manager = await page.launch('r1')
    await settle(manager, 'enrolled')
  })
})
