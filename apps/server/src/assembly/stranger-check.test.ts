import { beforeEach, expect, test } from 'vitest'
import { kioskFleet } from '../testing/kiosk-fleet.ts'
import { createStrangerCheck } from './stranger-check.ts'

let rig: Awaited<ReturnType<typeof kioskFleet>>
let strangers: { tablet: string; address: string; lastSeen: number }[]
let isStranger: (tablet: string) => boolean

beforeEach(async () => {
  rig = await kioskFleet()
  strangers = []
  isStranger = createStrangerCheck({ strangers: () => strangers, isAt: rig.kiosks.isAt, now: rig.now }, 600_000)
})

const call = (tablet: string, address: string) => strangers.push({ tablet, address, lastSeen: rig.now() })

test('a tablet that lost its secret is a stranger where it checked in last, for a while', () => {
  rig.kiosks.checkedIn('hall', '::ffff:10.0.0.7', 'WebView')
  call('hall', '10.0.0.7')
  expect([isStranger('hall'), isStranger('attic')]).toEqual([true, false])
  rig.push(600_001)
  expect(isStranger('hall')).toBe(false)
})

test('who calls by the name of a tablet from elsewhere is not taken for it', () => {
  call('hall', '10.0.0.66')
  expect(isStranger('hall')).toBe(false)
  rig.kiosks.checkedIn('hall', '10.0.0.7', 'WebView')
  expect(isStranger('hall')).toBe(false)
  rig.kiosks.checkedIn('attic', '10.0.0.66', 'WebView')
  expect(isStranger('hall')).toBe(false)
})

test('where a tablet is, its kiosk app says too', async () => {
  const { kiosks } = rig
  await kiosks.add({ id: 'one', app: 'freekiosk', base: 'freekiosk/one/' })
  await kiosks.link('one', 'hall')
  const payload = '{"webview":{},"device":{"ip":"10.0.0.8"}}'
  kiosks.hear({ kiosk: 'one', topic: 'freekiosk/one/state', payload, retained: false })
  call('hall', '::ffff:10.0.0.8')
  expect(isStranger('hall')).toBe(true)
})
