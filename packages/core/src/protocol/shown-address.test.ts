import { describe, expect, it } from 'vitest'
import { isShownFragment, readShownAddress, shownFragment } from './shown-address.ts'

describe('the address that a kiosk app shows', () => {
  it('[P27] says release and tablet in the fragment that the page wrote', () => {
    for (const [release, tablet] of [
      ['20250330-a1b2c3d', 'lobby-1'],
      ['1.0.0+build.7_x', 'A_b'],
    ] as const) {
      const address = `https://panel.test/app/?tablet=other&lang=es${shownFragment(release, tablet)}`
      expect(new URL(address).href).toBe(address) // no browser writes it differently
      expect(readShownAddress(address)).toEqual({ release, tablet })
    }
  })

  it.each([
    ['https://panel.test/?tablet=lobby-1', 'lobby-1'],
    ['https://panel.test/?device=lobby-2', 'lobby-2'],
    ['https://panel.test/?device=lobby-2&tablet=lobby-1', 'lobby-1'],
    ['https://panel.test/?tablet=a/b&device=lobby-2', 'lobby-2'],
    ['https://panel.test/?tablet=lobby-1#/rooms?tablet=other', 'lobby-1'],
  ])('[P28] without one, %s is of the tablet that its query names', (address, tablet) => {
    expect(readShownAddress(address)).toEqual({ tablet })
  })

  it.each([
    '',
    'about:blank',
    '/?tablet=lobby-1',
    'https://panel.test/',
    'https://panel.test/?tablet=a%2Fb',
    'https://panel.test/#relevo=r2',
    'https://panel.test/#relevo=a/b&tablet=a/b',
    'https://panel.test/#/rooms&relevo=r2&tablet=lobby-1',
    'https://panel.test/#relevo-enrol=K7QF',
    'data:text/html,<h1>',
  ])('[P29] %j says nothing', (address) => {
    expect(readShownAddress(address)).toEqual({})
  })

  it('[P29] a release that is not legal is left out, and the tablet is read all the same', () => {
    expect(readShownAddress('https://panel.test/#relevo=..&tablet=lobby-1')).toEqual({ tablet: 'lobby-1' })
  })

  it.each(['', '#', '#/rooms/3', '#relevo', '#relevo=r2', '#relevo-enrol=K7QF', '#x&relevo=r2&tablet=lobby-1'])(
    '[P30] %j is the app’s own fragment',
    (fragment) => {
      expect(isShownFragment(fragment)).toBe(false)
    },
  )

  it('[P30] what a page of ours wrote is not', () => {
    expect(isShownFragment(shownFragment('r2', 'lobby-1'))).toBe(true)
  })
})
