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

test('5,000 rows are not gone through for a message, also of more topics than anybody remembers', () => {
  const many = createCrossingRows()
  const base = (i: number) => `wallpanel/panel-${i}`
  many.add(Array.from({ length: 5_000 }, (_, i) => ({ filter: `${base(i)}/sensor/+`, way: 'both' as const })))
  const begin = performance.now()
  for (let round = 0; round < 2; round++)
    for (let i = 0; i < 11_000; i++) expect(many.rowOf(`${base(i)}/sensor/light`) === undefined).toBe(i >= 5_000)
  // By a look at each row it is over a minute.
  expect(performance.now() - begin).toBeLessThan(5_000)
})

test('of two rows for the same topics the first decides', () => {
  const two = createCrossingRows()
  const [first, second] = [
    { filter: 'a/+', way: 'in' as const },
    { filter: '+/b', way: 'out' as const },
  ]
  two.add([first, second])
  expect(two.rowOf('a/b')).toBe(first)
  two.remove([first])
  two.add([first])
  expect(two.rowOf('a/b')).toBe(second)
})
