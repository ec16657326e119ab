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
