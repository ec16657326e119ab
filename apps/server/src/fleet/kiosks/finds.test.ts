import { describe, expect, test } from 'vitest'
import { kioskFleet } from '../../testing/kiosk-fleet.ts'
import { MOST_FOUND } from './finds.ts'
import type { Kiosks } from './kiosks.ts'

const online = (kiosks: Kiosks, name: string) =>
  kiosks.find({ topic: `wallpanel/${name}/connection`, payload: 'online', retained: false })
const DAY = 24 * 3_600_000

describe('what gives itself away', () => {
  test('waits to be taken in, and is told nothing before', async () => {
    const { kiosks, rows } = await kioskFleet()
    online(kiosks, 'Büro 2')
    await kiosks.flush()
    expect(rows.get('wallpanel-buro-2')).toMatchObject({ standing: 'found', foundBy: 'presence' })
    await expect(kiosks.command('wallpanel-buro-2', { do: 'reload' })).rejects.toMatchObject({ code: 'kiosk-unknown' })
    await expect(kiosks.link('wallpanel-buro-2', 'hall')).rejects.toMatchObject({ code: 'kiosk-unknown' })
    expect(kiosks.topics.topics().filter(({ way }) => way === 'out')).toEqual([])
    expect(kiosks.topics.kioskTopics('wallpanel-buro-2')).toBeUndefined()
    await kiosks.accept('wallpanel-buro-2', 'ana')
    expect(kiosks.topics.topics()).toContainEqual({ filter: 'wallpanel/Büro 2/command', way: 'out' })
    expect(await kiosks.command('wallpanel-buro-2', { do: 'reload' })).toBe('mqtt')
  })

  test('is dismissed for good: it is not offered again, and nobody may write to its commands either', async () => {
    const { kiosks, types } = await kioskFleet()
    kiosks.find({ topic: 'a/b/state', payload: '{"currentUrl":"http://x/","screenOn":true}', retained: false })
    await kiosks.forget('a-b', 'ana')
    kiosks.find({ topic: 'a/b/state', payload: '{"currentUrl":"http://y/","screenOn":true}', retained: false })
    await kiosks.flush()
    expect([kiosks.list(), kiosks.count({ standing: 'dismissed' })]).toEqual([[], 1])
    expect(types()).toEqual(['kiosk-found', 'kiosk-forgotten'])
    expect(kiosks.topics.isCommandTopic('a/b/command')).toBe(true)
    expect(await kiosks.forget('a-b')).toEqual({ id: 'a-b', duplicate: true })
    const added = await kiosks.add({ app: 'wallpanel', base: 'a/b', name: 'Hall' })
    expect([added.id, added.facts.shows, kiosks.count()]).toEqual(['hall', 'http://y/', 1])
  })

  test('is never more than fits, however noisy the broker; who fell silent makes room', async () => {
    const { kiosks, types, push } = await kioskFleet()
    for (let i = 0; i < 5_000; i++) online(kiosks, `x${i}`)
    await kiosks.flush()
    expect([kiosks.count(), kiosks.missed()]).toEqual([MOST_FOUND, 5_000 - MOST_FOUND])
    expect(types()).toHaveLength(MOST_FOUND)
    push(DAY / 2)
    online(kiosks, 'x0')
    push(DAY / 2 + 1)
    online(kiosks, 'new')
    expect(kiosks.list().map(({ id }) => id)).toEqual(['wallpanel-new', 'wallpanel-x0'])
  })

  test('is taken in by itself when it shows the page of a tablet that is ours, as soon as that checks in', async () => {
    const { kiosks, known, types, push } = await kioskFleet([])
    const state = '{"currentUrl":"http://panel/?tablet=hall","screenOn":true}'
    kiosks.find({ topic: 'site/hall/state', payload: state, retained: false })
    await kiosks.flush()
    expect(kiosks.get('site-hall').standing).toBe('found')
    known.add('hall')
    kiosks.checkedIn('hall', '10.0.0.1', 'curl')
    push(10_000)
    await kiosks.flush()
    expect(kiosks.get('site-hall')).toMatchObject({ standing: 'known', link: { tablet: 'hall', confidence: 'shown' } })
    expect(types()).toEqual(['kiosk-found', 'kiosk-added', 'kiosk-linked'])
  })

  test('is not taken in when it shows the page of another kiosk’s tablet: anybody could say that', async () => {
    const { kiosks } = await kioskFleet()
    const state = '{"currentUrl":"http://panel/?tablet=hall","screenOn":true}'
    for (const place of ['site/one', 'site/two'])
      kiosks.find({ topic: `${place}/state`, payload: state, retained: false })
    expect(kiosks.reach.of('hall')?.id).toBe('site-one')
    expect(kiosks.get('site-two')).toMatchObject({ standing: 'found', conflicts: ['site-one'] })
  })

  test('is not taken in above or below another’s place, by itself or by a person', async () => {
    const { kiosks } = await kioskFleet()
    await kiosks.add({ id: 'deep', app: 'wallpanel', base: 'site/hall/deep/' })
    const state = '{"currentUrl":"http://panel/?tablet=hall","screenOn":true}'
    kiosks.find({ topic: 'site/hall/state', payload: state, retained: false })
    expect(kiosks.get('site-hall').standing).toBe('found')
    await expect(kiosks.accept('site-hall')).rejects.toMatchObject({ code: 'kiosk-taken' })
  })

  describe('by Home Assistant’s discovery', () => {
    const announce = (kiosks: Kiosks, client: string, from: string | undefined, more: object = {}) =>
      kiosks.find({
        topic: `homeassistant/button/${client}/restartApp/config`,
        payload: JSON.stringify({
          availability_topic: 'wallpanel/lobby/connection',
          payload_press: '{"restartApp":true}',
          device: { identifiers: [`wallpanel_${client}`], name: client },
          ...more,
        }),
        retained: from === undefined,
        ...(from !== undefined && { from }),
      })
    const lobby = async () => {
      const { kiosks } = await kioskFleet()
      await kiosks.add({ id: 'lobby', app: 'wallpanel', base: 'wallpanel/lobby/' })
      const say = (from: string) =>
        kiosks.hear({ kiosk: 'lobby', topic: 'wallpanel/lobby/connection', payload: 'online', retained: false, from })
      return { kiosks, say }
    }

    test('another client changes nothing of a kiosk that it names', async () => {
      const { kiosks, say } = await lobby()
      say('tab-1')
      const before = kiosks.get('lobby')
      announce(kiosks, 'evil', 'evil')
      announce(kiosks, 'tab-1', 'evil')
      expect(kiosks.get('lobby')).toEqual(before)
    })

    test('its own client says which id it has, and never which app it is', async () => {
      const { kiosks, say } = await lobby()
      announce(kiosks, 'evil', undefined) // what a broker had kept is all there is, at first
      expect(kiosks.get('lobby')).toMatchObject({ app: 'wallpanel', clientId: 'evil' })
      say('tab-1')
      announce(kiosks, 'tab-2', 'tab-1') // an id that is not its own
      announce(kiosks, 'tab-2', undefined)
      expect(kiosks.get('lobby').clientId).toBe('evil')
      announce(kiosks, 'tab-1', 'tab-1')
      expect(kiosks.get('lobby')).toMatchObject({ app: 'wallpanel', clientId: 'tab-1', facts: { name: 'tab-1' } })
    })

    test('a kiosk shows itself under its own client id alone, and as what its app is known to show', async () => {
      const { kiosks, say } = await lobby()
      const { mayAnnounce } = kiosks.topics
      await kiosks.add({ id: 'hall', app: 'wallpanel', base: 'wallpanel/hall/' })
      await kiosks.add({ id: 'free', app: 'freekiosk', base: 'freekiosk/free/' })
      say('tab-1')
      announce(kiosks, 'tab-1', 'tab-1')
      kiosks.find({ topic: 'homeassistant/light/0x0015/light/config', payload: '{}', retained: false, from: 'zigbee' })
      kiosks.find({ topic: 'homeassistant/sensor/tab-9/x/config', payload: '{}', retained: false, from: 'tab-9' })
      const may = (kiosk: string, component: string, ids: string[]) =>
        ids.filter((id) => mayAnnounce(kiosk, component, id))
      const ids = ['tab-1', '0x0015', 'tab-9', 'new', 'freekiosk_7']
      expect(may('lobby', 'sensor', ids)).toEqual(['tab-1'])
      expect(may('hall', 'sensor', ids)).toEqual(['tab-9', 'new', 'freekiosk_7'])
      expect(may('free', 'switch', ids)).toEqual(['freekiosk_7'])
      expect(may('nobody', 'sensor', ids)).toEqual([])
      for (const kind of ['light', 'lock', 'update', 'device', 'switch', 'camera'])
        expect(may('hall', kind, ids)).toEqual([])
    })
  })

  test('where a known kiosk is heard already, nothing is found', async () => {
    const { kiosks } = await kioskFleet()
    await kiosks.add({ id: 'a', app: 'wallpanel', base: 'site/a/' })
    const payload = '{"currentUrl":"http://x/","screenOn":true}'
    kiosks.find({ topic: 'site/a/state', payload, retained: false })
    expect(kiosks.get('a').facts.shows).toBeUndefined()
    kiosks.hear({ kiosk: 'a', topic: 'site/a/state', payload, retained: false })
    expect(kiosks.get('a').facts.shows).toBe('http://x/')
  })

  test('a WallPanel that turns out to be Pro is Pro', async () => {
    const { kiosks } = await kioskFleet()
    await kiosks.add({ id: 'a', app: 'wallpanel', base: 'site/a/' })
    const message = { kiosk: 'a', topic: 'site/a/sensor/appVersion', payload: '{"value":"1.1.3"}', retained: true }
    kiosks.hear(message)
    expect(kiosks.get('a')).toMatchObject({
      app: 'wallpanel-pro',
      can: { restart: ['mqtt'] },
      facts: { appVersion: '1.1.3' },
    })
  })

  test('two devices with one base topic are told apart by their client ids, and named as a fault', async () => {
    const { kiosks, push } = await kioskFleet()
    await kiosks.add({ id: 'a', app: 'wallpanel', base: 'wallpanel/mywallpanel/' })
    const say = (from: string) =>
      kiosks.hear({ kiosk: 'a', topic: 'wallpanel/mywallpanel/connection', payload: 'online', retained: false, from })
    say('one')
    expect(kiosks.get('a').faults).toEqual(['default'])
    say('two')
    expect(kiosks.get('a').faults).toEqual(['default', 'shared'])
    for (let i = 0; i < 1_000; i++) say(`client-${i}`)
    push(DAY)
    expect(kiosks.get('a').faults).toEqual(['default'])
  })
})
