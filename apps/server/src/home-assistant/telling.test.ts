import type { Deed } from '@relevo/core/kiosk'
import { expect, test } from 'vitest'
import { type Dice, dice } from '../../../../packages/core/src/testing/dice.ts'
import { DISCOVERY, UPDATE_STATE } from '../testing/home-assistant-schema.ts'
import { deviceConfig, type House, readConfig } from './device-config.ts'
import { factsOf } from './facts.ts'
import type { PanelKiosk, Portrait } from './portrait.ts'
import { type Told, tell, tellAgain } from './telling.ts'
import { meetingTopics } from './topics.ts'
import { updateState } from './update-state.ts'

const topics = meetingTopics('intercom', 'homeassistant')
const HOUSE: House = { topics, version: '0.1.0', home: 'https://relevo.example' }
const HALL = 'hall'

/** What Home Assistant has not carried out yet, it takes so long for, ms; what comes meanwhile for the device is lost. */
const PENDING = 2_000

/** A broker that keeps, and a Home Assistant that has of the device what discovery left it with. */
class Site {
  readonly kept = new Map<string, string>()
  entities = new Set<string>()
  identifiers: string[] = []
  #busyUntil = 0

  hear(topic: string, payload: string, at: number): void {
    if (payload === '') this.kept.delete(topic)
    else this.kept.set(topic, payload)
    if (topic === topics.update(HALL) && payload !== '') UPDATE_STATE.parse(JSON.parse(payload))
    if (topic === topics.config(HALL)) this.#discover(payload, at)
  }

  #discover(payload: string, at: number): void {
    if (at < this.#busyUntil) return
    if (payload === '') {
      this.entities.clear()
      this.identifiers = []
      this.#busyUntil = at + PENDING
      return
    }
    const { device, components } = DISCOVERY.parse(JSON.parse(payload))
    // Two devices that are there already never become one.
    if (this.entities.size > 0) expect(device.identifiers).toEqual(this.identifiers)
    this.identifiers = device.identifiers
    for (const [id, component] of Object.entries(components)) {
      if ('unique_id' in component) this.entities.add(id)
      else if (this.entities.delete(id)) this.#busyUntil = at + PENDING
    }
  }
}

const KIOSKS: (PanelKiosk | undefined)[] = [
  undefined,
  ...[[], ['wake'], ['wake', 'reload', 'restart']].flatMap((deeds) =>
    [undefined, 'wallpanel_a', 'wallpanel_b'].map((identifier) => ({
      can: new Set(deeds as Deed[]),
      isOnline: true,
      ...(identifier !== undefined && { identifier }),
    })),
  ),
]

function drawPortrait(roll: Dice): Portrait {
  const kiosk = KIOSKS[roll.below(KIOSKS.length)]
  const phase = roll.pick<Portrait['phase']>(['current', 'downloading', 'rolled_back'])
  return {
    tablet: HALL,
    name: roll.pick(['Hall', 'Lift']),
    environment: 'production',
    release: roll.pick(['r1', 'r2']),
    desired: roll.pick(['r1', 'r2', '1.0.']),
    notes: roll.pick(['', 'x'.repeat(400)]),
    phase,
    needsHands: roll.chance(0.1),
    isOnline: roll.chance(0.8),
    lastSeen: 1_000_000 + roll.below(10) * 100_000,
    ...(phase === 'downloading' && { target: 'r2', progress: roll.below(101) }),
    ...(kiosk && { kiosk }),
  }
}

test.each(Array.from({ length: 300 }, (_, seed) => seed))(
  'whatever happens, Home Assistant ends with what there is to show, and with nothing else (seed %d)',
  (seed) => {
    const roll = dice(seed)
    const site = new Site()
    let at = 1_000_000
    let told: Told | undefined
    let portrait: Portrait | undefined
    const look = () => {
      const next = tell(HALL, told, portrait, HOUSE, at)
      told = next.told
      for (const { topic, payload } of next.tellings) site.hear(topic, payload, at)
    }
    const restart = () => {
      at += 2_000 + roll.below(3_000)
      const config = site.kept.get(topics.config(HALL))
      const found = config === undefined ? undefined : readConfig(topics.config(HALL), config, topics)
      told = found && { phase: 'kept', standing: found.standing }
    }
    for (let turn = 0; turn < 40; turn++) {
      const what = roll.below(10)
      if (what < 5) portrait = drawPortrait(roll)
      if (what === 5) portrait = undefined
      if (what === 6) restart()
      if (what === 7 && told) told = tellAgain(told, roll.pick(['birth', 'asked']))
      look()
      at += 1_000 + roll.below(4_000)
    }
    for (let turn = 0; turn < 10; turn++) {
      at += 3_000
      look()
    }
    const messages = tell(HALL, told, portrait, HOUSE, at).tellings
    expect(messages).toEqual([])
    const said = (topic: string) => JSON.parse(site.kept.get(topic) ?? 'null')
    if (!portrait) {
      expect([site.kept.size, site.entities.size]).toEqual([0, 0])
      return
    }
    const wanted = deviceConfig(portrait, HOUSE)
    expect([...site.entities].sort()).toEqual(Object.keys(wanted.components).sort())
    expect(site.identifiers).toEqual(wanted.device.identifiers)
    expect(said(topics.config(HALL))).toEqual(wanted)
    expect(said(topics.update(HALL))).toEqual(updateState(portrait, HOUSE.home))
    const { last_seen: _, ...facts } = factsOf(portrait)
    expect(said(topics.facts(HALL))).toMatchObject(facts)
  },
)

test.each([
  ['what is no JSON', '{'],
  ['a list', '[]'],
  ['another program’s', '{"components":{"update":{"command_topic":"zigbee2mqtt/hall/install"}}}'],
  ['another tablet’s', '{"components":{"update":{"command_topic":"intercom/home-assistant/attic/install"}}}'],
  ['what has strange parts', '{"components":{"update":{"command_topic":7},"x":null},"device":3}'],
])('%s under our topic is nobody of ours', (_, payload) => {
  expect(readConfig(topics.config(HALL), payload, topics)).toBeUndefined()
})

test('of ours it is read what is there, however strange the rest is', () => {
  const payload =
    '{"device":null,"components":{"update":{"command_topic":"intercom/home-assistant/hall/install"},"x":null}}'
  expect(readConfig(topics.config(HALL), payload, topics)?.standing.identifiers).toEqual([])
})

test('servers with different prefixes have different devices', () => {
  const ids = ['intercom', 'site/hall', 'site-hall', 'site_hall', 'site/2f/hall', 'relevo'].map((prefix) =>
    meetingTopics(prefix, 'homeassistant').objectId('hall'),
  )
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(id).toMatch(/^[a-zA-Z0-9_-]+$/)
})
