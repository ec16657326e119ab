import { beforeEach, describe, expect, it } from 'vitest'
import { forgetFormerId, formerId, identify } from './identity.ts'
import { openKeep } from './keep.ts'
import { SmallWindow } from './testing/small-window.ts'

let window: SmallWindow
const launch = (search: string, chosen?: string) => identify(search, openKeep(window.view), chosen)
beforeEach(() => {
  window = new SmallWindow()
})

it('the launch URL names the tablet, and is remembered without it', () => {
  expect(launch('?tablet=lobby-1')).toBe('lobby-1')
  expect(launch('')).toBe('lobby-1')
})

it('another name in the launch URL wins over the remembered one', () => {
  launch('?tablet=lobby-1')
  expect(launch('?tablet=lobby-2')).toBe('lobby-2')
  expect(launch('')).toBe('lobby-2')
})

it('the app’s choice counts when the URL names none', () => {
  expect(launch('', 'gate')).toBe('gate')
  expect(launch('?tablet=lobby-1', 'gate')).toBe('lobby-1')
})

it.each(['?tablet=', '?tablet=a/b', '?tablet=%2B', '?tablet=a.b', `?tablet=${'x'.repeat(65)}`])(
  'the illegal name in %s is as none',
  (search) => {
    expect(launch(search)).toMatch(/^tablet-[0-9a-f]{8}$/)
  },
)

it('a tablet without a name gets one and keeps it', () => {
  const first = launch('')
  expect(first).toMatch(/^tablet-[0-9a-f]{8}$/)
  expect(launch('')).toBe(first)
})

it('wiped storage does not make a second tablet of one that its URL names', () => {
  launch('?tablet=lobby-1')
  window.wipeStorage()
  expect(launch('?tablet=lobby-1')).toBe('lobby-1')
})

describe('a tablet whose id changes', () => {
  const former = () => formerId(openKeep(window.view))

  it('knows the one it had, until the server has heard it', () => {
    const first = launch('')
    expect(former()).toBeUndefined()
    launch('?tablet=lobby-1')
    expect(former()).toBe(first)
    launch('?tablet=lobby-1')
    launch('')
    expect(former()).toBe(first)
    forgetFormerId(openKeep(window.view))
    launch('')
    expect(former()).toBeUndefined()
  })

  it('names the one the server knows, however often it changed since', () => {
    for (const id of ['a', 'b', 'c']) launch(`?tablet=${id}`)
    expect(former()).toBe('a')
  })

  it('never names the one it has', () => {
    for (const id of ['a', 'b', 'a']) launch(`?tablet=${id}`)
    expect(former()).toBe('b')
  })

  it('knows it where storage is refused too', () => {
    window.refusesStorage = true
    launch('', 'a')
    launch('?tablet=b')
    expect(former()).toBe('a')
  })
})

it('refused storage keeps the name as long as the window lives', () => {
  window.refusesStorage = true
  const first = launch('')
  expect(launch('')).toBe(first)
  window.name = ''
  expect(launch('')).not.toBe(first)
})

it('a storage of the app’s own is used instead', () => {
  const stored = new Map([['relevo.tablet', 'kiosk-7']])
  const storage = { getItem: (key: string) => stored.get(key) ?? null, setItem: () => undefined }
  expect(identify('', openKeep(window.view, storage as unknown as Storage))).toBe('kiosk-7')
})
