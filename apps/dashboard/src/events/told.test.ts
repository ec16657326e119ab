import { beforeAll, describe, expect, it, vi } from 'vitest'
import { plainText } from '../pieces/sentence-of.ts'
import type { EventRow } from './event-row.ts'

type Told = typeof import('./told.ts')

let told: Told['told']

// The language of the page is its browser's.
beforeAll(async () => {
  vi.stubGlobal('navigator', { language: 'en-GB' })
  ;({ told } = await import('./told.ts'))
})

const event = (type: string, of: Partial<EventRow>): EventRow => ({
  seq: 1,
  at: '2025-03-30T10:00:00.000Z',
  type,
  environment: 'production',
  subject: { kind: 'tablet', id: 'lobby-1' },
  data: {},
  ...of,
})

describe('an event in words', () => {
  it('links the tablet and both releases it went between', () => {
    expect(told(event('tablet-release', { data: { from: 'r1', release: 'r2' } }))).toEqual([
      { text: 'lobby-1', href: '#tablet/lobby-1' },
      { text: ' went from ' },
      { text: 'r1', href: '#release/r1' },
      { text: ' to ' },
      { text: 'r2', href: '#release/r2' },
      { text: '.' },
    ])
  })

  it('says codes in words, and what is not known not at all', () => {
    const stuck = event('tablet-stuck', { data: { release: 'r1', target: 'r2', error: 'incompatible' } })
    expect(plainText(told(stuck) ?? [])).toBe('lobby-1 is stuck before r2: its browser engine is too old.')
    expect(plainText(told(event('tablet-stuck', { data: { release: 'r1' } })) ?? [])).toBe('lobby-1 is stuck.')
  })

  it('says what is true of it, and not what is false', () => {
    const subject = { kind: 'environment', id: 'production' }
    const current = (force: boolean) =>
      told(event('release-current', { subject, data: { version: 'r2', force } })) ?? []
    expect(plainText(current(true))).toBe('r2 is now current in production; tablets switch at once.')
    expect(plainText(current(false))).toBe('r2 is now current in production.')
  })

  it('tells what was taken off a card', () => {
    const changed = event('tablet-changed', { data: { name: 'Lobby', group: '', import: 'i1' } })
    expect(plainText(told(changed) ?? [])).toBe('lobby-1 has something else on its card: name Lobby, group –.')
  })

  it('says of kiosk apps what people call things, and links them and their tablets', () => {
    const subject = { kind: 'kiosk', id: 'hall-app' }
    const found = event('kiosk-found', {
      subject,
      data: { app: 'wallpanel', topic: 'wallpanel/hall/', by: 'presence' },
    })
    expect(plainText(told(found) ?? [])).toBe(
      'A kiosk app gave itself away at wallpanel/hall/: WallPanel, by its presence.',
    )
    const linked = event('kiosk-linked', { subject, data: { tablet: 'hall', confidence: 'said', how: 'person' } })
    expect(told(linked)?.filter(({ href }) => href)).toEqual([
      { text: 'hall-app', href: '#kiosk/hall-app' },
      { text: 'hall', href: '#tablet/hall' },
    ])
    const sent = event('kiosk-commanded', { subject, data: { do: 'restart', way: 'mqtt', tablet: 'hall' } })
    expect(plainText(told(sent) ?? [])).toBe('Kiosk hall-app is told: start anew, by MQTT, for hall.')
  })

  it('says shares in percent', () => {
    const subject = { kind: 'deployment', id: 'd1' }
    const data = { version: 'r2', wave: 1, errors: 3, samples: 20, value: 0.0694, threshold: 0.05, action: 'pause' }
    expect(plainText(told(event('brake-engaged', { subject, data })) ?? [])).toBe(
      'The brake was pulled on r2 in production: 3 of 20 tablets failed, at least 6.9\u00a0% where 5\u00a0% may.',
    )
  })

  it('leaves a type it was not written for to be shown as it is', () => {
    expect(told(event('tablet-flew-away', {}))).toBeUndefined()
    expect(told(event('toString', {}))).toBeUndefined()
  })
})
