import { topics } from '@relevo/core/protocol'
import { expect, test } from 'vitest'
import { homeAssistantCrossings, isCommandTopic, kioskCrossings, ownCrossings } from './crossing.ts'
import { createCrossingRows } from './crossing-rows.ts'

const rows = createCrossingRows()
const kiosk = kioskCrossings('wallpanel/hall/')
rows.add([...ownCrossings(topics('intercom')), ...kiosk, ...homeAssistantCrossings('intercom', 'homeassistant')])

test.each([
  ['intercom/update/notification', 'out'],
  ['intercom/tablets/hall/command', 'command'],
  ['intercom/tablets/hall/status', 'both'],
  ['intercom/server/relevo-1', undefined],
  ['wallpanel/hall/command', 'command'],
  ['wallpanel/hall/set/reload', 'command'],
  ['wallpanel/hall/connection', 'both'],
  ['wallpanel/hall/sensor/battery', 'both'],
  ['wallpanel/attic/command', undefined],
  ['intercom/home-assistant/hall/install', 'in'],
  ['intercom/home-assistant/hall/update', 'out'],
  ['intercom/home-assistant/availability', 'out'],
  ['homeassistant/status', 'in'],
  ['homeassistant/device/relevo_hall/config', 'both'],
  ['homeassistant/sensor/wallpanel/battery/config', 'out'],
  ['zigbee2mqtt/lamp', undefined],
  ['$SYS/broker/uptime', undefined],
])('%s: %s', (topic, way) => {
  for (let i = 0; i < 2; i++) expect(rows.rowOf(topic)?.way).toBe(way)
})

test('a row that is gone decides nothing any more', () => {
  expect(rows.rowOf('wallpanel/hall/state')?.way).toBe('both')
  rows.remove(kiosk)
  expect(rows.rowOf('wallpanel/hall/state')).toBeUndefined()
  rows.add(kiosk)
  expect(rows.rowOf('wallpanel/hall/state')?.way).toBe('both')
})

test('a topic is known as one of commands by its name alone, too', () => {
  expect(isCommandTopic('anything/command')).toBe(true)
  expect(isCommandTopic('anything/commands')).toBe(false)
})
