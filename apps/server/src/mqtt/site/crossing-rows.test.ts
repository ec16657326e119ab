import { findFilters } from '@relevo/core/kiosk'
import { topics } from '@relevo/core/protocol'
import { expect, test } from 'vitest'
import { findCrossings, homeAssistantCrossings, isCommandTopic, kioskCrossings, ownCrossings } from './crossing.ts'
import { createCrossingRows } from './crossing-rows.ts'

const rows = createCrossingRows()
const kiosk = kioskCrossings([
  { filter: 'wallpanel/hall/command', way: 'out' },
  { filter: 'freekiosk/hall/set/#', way: 'out' },
  { filter: 'wallpanel/hall/connection', way: 'in' },
  { filter: 'wallpanel/hall/state', way: 'in' },
  { filter: 'wallpanel/hall/sensor/+', way: 'in' },
])
rows.add([
  ...ownCrossings(topics('intercom')),
  ...findCrossings(findFilters('homeassistant')),
  ...kiosk,
  ...homeAssistantCrossings('intercom', 'homeassistant'),
])

test.each([
  ['intercom/update/notification', 'out'],
  ['intercom/tablets/hall/command', 'command'],
  ['intercom/tablets/hall/status', 'both'],
  ['intercom/server/relevo-1', undefined],
  ['wallpanel/hall/command', 'command'],
  ['freekiosk/hall/set/reload', 'command'],
  ['wallpanel/hall/state', 'both'],
  ['wallpanel/attic/state', 'in'],
  ['wallpanel/attic/connection', 'in'],
  ['wallpanel/hall/connection', 'both'],
  ['wallpanel/hall/sensor/battery', 'both'],
  ['wallpanel/attic/command', undefined],
  ['intercom/home-assistant/hall/install', 'in'],
  ['intercom/home-assistant/hall/update', 'out'],
  ['intercom/home-assistant/availability', 'out'],
  ['homeassistant/status', 'in'],
  ['homeassistant/device/relevo_hall/config', 'both'],
  ['homeassistant/sensor/wallpanel/battery/config', 'both'],
  ['homeassistant/light/kitchen/anything/else', 'out'],
  ['zigbee2mqtt/lamp', undefined],
  ['$SYS/broker/uptime', undefined],
])('%s: %s', (topic, way) => {
  for (let i = 0; i < 2; i++) expect(rows.rowOf(topic)?.way).toBe(way)
})

test('a row that is gone decides nothing any more', () => {
  expect(rows.rowOf('wallpanel/hall/state')?.way).toBe('both')
  rows.remove(kiosk)
  expect(rows.rowOf('wallpanel/hall/state')?.way).toBe('in')
  expect(rows.rowOf('wallpanel/hall/sensor/battery')).toBeUndefined()
  rows.add(kiosk)
  expect(rows.rowOf('wallpanel/hall/state')?.way).toBe('both')
})

test('a topic is known as one of commands by its name alone, too', () => {
  expect(isCommandTopic('anything/command')).toBe(true)
  expect(isCommandTopic('anything/commands')).toBe(false)
})
