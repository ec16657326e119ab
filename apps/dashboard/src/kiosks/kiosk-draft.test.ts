import { expect, test } from 'vitest'
import { changeOf, draftOf, NEW_DRAFT, orderOf } from './kiosk-draft.ts'
import type { KioskRow } from './kiosk-row.ts'

const hall = draftOf({ id: 'hall', app: 'wallpanel', base: 'wallpanel/hall/', name: 'Hall' } as KioskRow)

test('only what was changed is sent, and what was emptied is taken back', () => {
  expect(changeOf(hall, hall)).toEqual({})
  expect(changeOf(hall, { ...hall, name: ' ', app: 'fully', restUrl: ' http://10.0.0.9:2323 ' })).toEqual({
    app: 'fully',
    name: null,
    restUrl: 'http://10.0.0.9:2323',
  })
})

test('a secret stays as it is unless another is typed or it is taken off', () => {
  expect(changeOf(hall, { ...hall, secret: ' s3cret' })).toEqual({ secret: ' s3cret' })
  expect(changeOf(hall, { ...hall, secret: 'x', withoutSecret: true })).toEqual({ secret: null })
})

test('of a new kiosk all that was typed is sent', () => {
  expect(orderOf({ ...NEW_DRAFT, base: ' wallpanel/gate ' })).toEqual({ app: 'wallpanel', base: 'wallpanel/gate' })
  expect(orderOf({ ...NEW_DRAFT, app: 'generic', id: 'gate', name: 'Gate', secret: 'k' })).toEqual({
    app: 'generic',
    id: 'gate',
    name: 'Gate',
    secret: 'k',
  })
})
