import { RelevoError } from '@relevo/core/errors'
import { describe, expect, test } from 'vitest'
import { kioskFleet } from '../../testing/kiosk-fleet.ts'
import type { Kiosk } from './kiosk.ts'

const WALLPANEL = { id: 'a', app: 'wallpanel', base: 'wallpanel/a/' } as const
const FULLY = { id: 'f', app: 'fully', device: 'd-1', restUrl: 'http://10.0.0.1:2323', secret: 's3cret' } as const

describe('what is said of a kiosk', () => {
  test('is kept with its line of the log or not at all; a second time changes nothing', async () => {
    const { kiosks, rig, rows, types } = await kioskFleet()
    rig.failing.save = new Error('disk full')
    await expect(kiosks.add(WALLPANEL)).rejects.toThrow('disk full')
    expect([rows.size, types(), kiosks.list()]).toEqual([0, [], []])
    rig.failing.save = undefined
    await kiosks.flush()
    expect([rows.size, types()]).toEqual([0, []])
    await kiosks.add(WALLPANEL)
    expect([[...rows.keys()], types()]).toEqual([['a'], ['kiosk-added']])
    await kiosks.change('a', { name: 'Lobby' }, 'ana')
    await kiosks.change('a', { name: 'Lobby' }, 'ana')
    await kiosks.change('a', { name: null })
    expect(types()).toEqual(['kiosk-added', 'kiosk-changed', 'kiosk-changed'])
  })

  test('is nowhere before it is on disk: a call that fails changes nothing, now or with the next write', async () => {
    const { kiosks, rig, rows, types } = await kioskFleet()
    await kiosks.add(WALLPANEL)
    await kiosks.add({ id: 'b', app: 'freekiosk', base: 'freekiosk/b/' })
    await kiosks.link('b', 'hall')
    kiosks.find({ topic: 'wallpanel/c/connection', payload: 'online', retained: false })
    await kiosks.flush()
    const all = () => JSON.stringify([kiosks.list(), kiosks.topics.topics(), kiosks.reach.of('hall'), [...rows]])
    const before = [all(), types()]
    const moved: unknown[] = []
    kiosks.topics.onTopics((topics) => moved.push(topics))
    rig.failing.save = new Error('disk full')
    const calls = [
      kiosks.add({ id: 'x', app: 'wallpanel', base: 'wallpanel/x/' }),
      kiosks.add({ id: 'x', app: 'wallpanel', base: 'wallpanel/c/' }),
      kiosks.change('a', { base: 'wallpanel/elsewhere/' }),
      kiosks.accept('wallpanel-c'),
      kiosks.forget('a'),
      kiosks.forget('wallpanel-c'),
      kiosks.link('a', 'attic'),
      kiosks.unlink('b'),
    ]
    for (const call of calls) await expect(call).rejects.toThrow('disk full')
    rig.failing.save = undefined
    await kiosks.flush()
    expect([all(), types()]).toEqual(before)
    expect(moved).toEqual([])
  })

  test('does not lose what the kiosk says while it is being written', async () => {
    const { kiosks, rig, rows } = await kioskFleet()
    await kiosks.add(WALLPANEL)
    const say = (payload: string) => kiosks.hear({ kiosk: 'a', topic: 'wallpanel/a/state', payload, retained: false })
    rig.meanwhile = () => {
      rig.meanwhile = undefined
      say('{"screenOn":true}')
      kiosks.find({ topic: 'wallpanel/new/connection', payload: 'online', retained: false })
    }
    await kiosks.change('a', { name: 'Lobby', base: 'wallpanel/new/' })
    expect(kiosks.list()).toMatchObject([{ id: 'a', name: 'Lobby', isOnline: true, facts: { isScreenOn: true } }])
    await kiosks.flush()
    expect([...rows.values()]).toMatchObject([{ id: 'a', name: 'Lobby', facts: { isScreenOn: true } }])
  })

  test('has a secret that nobody gets back: not from a list, not from the log', async () => {
    const { kiosks, events, rows } = await kioskFleet()
    const added = await kiosks.add(FULLY)
    await kiosks.change('f', { secret: 'an0ther' })
    expect(added.hasSecret).toBe(true)
    expect(JSON.stringify([added, kiosks.list(), events, [...rows]])).not.toMatch(/s3cret|an0ther/)
    expect(events.at(-1)).toMatchObject({ type: 'kiosk-changed', data: { secret: 'set' } })
  })

  test('has a secret for one address: another one does not get it', async () => {
    const { kiosks } = await kioskFleet()
    await kiosks.add(FULLY)
    expect((await kiosks.change('f', { name: 'x' })).hasSecret).toBe(true)
    expect((await kiosks.change('f', { restUrl: 'http://10.0.0.1:2323/' })).hasSecret).toBe(true)
    expect((await kiosks.change('f', { restUrl: 'http://thief:2323' })).hasSecret).toBe(false)
    expect((await kiosks.change('f', { restUrl: 'http://10.0.0.2:2323', secret: 'x' })).hasSecret).toBe(true)
    expect((await kiosks.change('f', { secret: null })).hasSecret).toBe(false)
  })

  test.each([
    ['http://user:s3cret@10.0.0.1:2323', 'user or password'],
    ['http://10.0.0.1:2323/?password=s3cret', 'more than scheme'],
    ['http://10.0.0.1:2323/admin', 'more than scheme'],
    ['file:///etc/s3cret', 'no address'],
    ['s3cret', 'no address'],
  ])('has no such address as %s', async (restUrl, why) => {
    const { kiosks, rows } = await kioskFleet()
    const refused = kiosks.add({ ...WALLPANEL, restUrl })
    await expect(refused).rejects.toMatchObject({ code: 'invalid-input', detail: expect.stringContaining(why) })
    await expect(refused).rejects.not.toMatchObject({ detail: expect.stringContaining('s3cret') })
    expect(rows.size).toBe(0)
  })

  test('has an id and a place of its own', async () => {
    const { kiosks } = await kioskFleet()
    await kiosks.add(WALLPANEL)
    const overlapping = ['wallpanel/', 'wallpanel/a/b/'].map((base) => ({ ...WALLPANEL, id: 'b', base }))
    for (const wrong of [WALLPANEL, { ...WALLPANEL, id: 'b' }, ...overlapping])
      await expect(kiosks.add(wrong)).rejects.toMatchObject({ code: 'kiosk-taken' })
    await expect(kiosks.add({ ...WALLPANEL, id: 'unlinked', base: 'x/y' })).rejects.toMatchObject({
      code: 'invalid-input',
    })
    const other = await kiosks.add({ app: 'wallpanel', base: 'wallpanel/A' })
    expect(other.id).toBe('wallpanel-a')
    await expect(kiosks.change(other.id, { base: 'wallpanel/a/' })).rejects.toMatchObject({ code: 'kiosk-taken' })
    expect((await kiosks.add({ app: 'wallpanel', name: 'Ä' })).id).toBe('a-2')
  })

  test.each(['intercom/tablets/hall/', 'intercom/', 'homeassistant/x/', 'intercom/update'])(
    'is never where the server’s own topics are: %s',
    async (base) => {
      const { kiosks } = await kioskFleet()
      await expect(kiosks.add({ ...WALLPANEL, base })).rejects.toMatchObject({ code: 'invalid-input' })
      const device = { identifiers: ['wallpanel_x'] }
      const payload = JSON.stringify({ availability_topic: `${base}connection`, device })
      kiosks.find({ topic: 'homeassistant/sensor/x/y/config', payload, retained: true })
      expect(kiosks.list()).toEqual([])
    },
  )

  test('is on the broker what its app has there', async () => {
    const { kiosks } = await kioskFleet()
    await kiosks.add({ id: 'g', app: 'generic', base: 'x/y/' })
    await kiosks.add(FULLY)
    await kiosks.add({ id: 'k', app: 'freekiosk', base: 'freekiosk/k' })
    const heard: number[] = []
    kiosks.topics.onTopics((topics) => heard.push(topics.length))
    await kiosks.add(WALLPANEL)
    await kiosks.change('a', { name: 'no move' })
    expect(heard).toEqual([9])
    expect(kiosks.topics.kioskTopics('a')).toEqual({ reads: ['wallpanel/a/command'], writes: ['wallpanel/a/#'] })
    expect(kiosks.topics.kioskTopics('f')).toEqual({ reads: [], writes: ['fully/deviceInfo/d-1', 'fully/event/+/d-1'] })
    expect(kiosks.topics.kioskTopics('g')).toBeUndefined()
    kiosks.find({ topic: 'wallpanel/runconnection', payload: 'online', retained: true })
    await kiosks.accept('wallpanel-run')
    expect(kiosks.topics.kioskTopics('wallpanel-run')).toEqual({
      reads: ['wallpanel/runcommand'],
      writes: ['wallpanel/runconnection', 'wallpanel/runstate', 'wallpanel/runsensor/+'],
    })
    const command = (topic: string) => kiosks.topics.isCommandTopic(topic)
    expect(['wallpanel/a/command', 'freekiosk/k/set/url', 'freekiosk/k/set/a/b'].map(command)).toEqual([
      true,
      true,
      true,
    ])
    expect(['wallpanel/a/state', 'freekiosk/k/state', 'fully/deviceInfo/d-1', 'x/y/command'].map(command)).toEqual(
      Array(4).fill(false),
    )
    await kiosks.change('a', { base: 'deep/down/here/' })
    expect(command('deep/down/here/command')).toBe(true)
  })
})

describe('a command', () => {
  test('goes over MQTT to who is there, else by request; what nobody takes is refused', async () => {
    const { kiosks, rig, published, called } = await kioskFleet()
    await kiosks.add({ ...WALLPANEL, restUrl: 'http://10.0.0.1:2971' })
    const online = (payload: string) =>
      kiosks.hear({ kiosk: 'a', topic: 'wallpanel/a/connection', payload, retained: true })
    expect(await kiosks.command('a', { do: 'reload' })).toBe('rest')
    online('online')
    expect(await kiosks.command('a', { do: 'reload' })).toBe('mqtt')
    online('offline')
    expect(await kiosks.command('a', { do: 'reload' })).toBe('rest')
    expect([published.length, called.length]).toEqual([1, 2])
    await kiosks.change('a', { restUrl: null })
    await expect(kiosks.command('a', { do: 'reload' })).rejects.toMatchObject({ code: 'kiosk-unreachable' })
    online('online')
    rig.failing.publish = new Error('broker gone')
    await expect(kiosks.command('a', { do: 'reload' })).rejects.toMatchObject({ code: 'kiosk-unreachable' })
  })

  test('that an app does not know is refused, with the reason and who does', async () => {
    const { kiosks, published, types } = await kioskFleet()
    await kiosks.add(WALLPANEL)
    await kiosks.add({ id: 'f', app: 'fully', device: 'd' })
    await kiosks.add({ id: 'g', app: 'generic' })
    const detail = async (id: string, command: Parameters<typeof kiosks.command>[1]) =>
      kiosks.command(id, command).catch((error: RelevoError) => `${error.code}: ${error.detail}`)
    expect(await detail('a', { do: 'restart' })).toMatch(
      /^kiosk-cannot: restart: wallpanel cannot, it has no .*; wallpanel-pro, fully, freekiosk can$/,
    )
    expect(await detail('f', { do: 'reload' })).toMatch(/^kiosk-cannot: reload: f \(fully\) has no REST address/)
    expect(await detail('f', { do: 'eval', script: 'x' })).toMatch(/^kiosk-cannot: eval: fully cannot/)
    expect(await detail('g', { do: 'reload' })).toMatch(/^kiosk-cannot: reload: generic cannot, nothing is known/)
    expect(await detail('nobody', { do: 'reload' })).toBe('kiosk-unknown: nobody')
    expect([published, types().filter((type) => type === 'kiosk-commanded')]).toEqual([[], []])
  })

  test('is logged without what could be a secret, and reaches the kiosk of a tablet', async () => {
    const { kiosks, events, called } = await kioskFleet()
    await kiosks.add(FULLY)
    await kiosks.link('f', 'hall')
    await kiosks.reach.send('hall', { do: 'url', url: 'http://panel/?tablet=hall&key=s3cret2' })
    expect(events.at(-1)).toMatchObject({
      type: 'kiosk-commanded',
      data: { do: 'url', tablet: 'hall', url: 'http://panel/?tablet=hall&key=…', way: 'rest' },
    })
    expect(called[0]?.target).toEqual({ app: 'fully', url: 'http://10.0.0.1:2323', secret: 's3cret' })
    expect(kiosks.reach.of('hall')?.can.has('restart')).toBe(true)
    await expect(kiosks.reach.send('attic', { do: 'reload' })).rejects.toMatchObject({ code: 'kiosk-unknown' })
  })

  test('is sent once its line is on disk: what could not be noted is not sent', async () => {
    const { kiosks, rig, published, types } = await kioskFleet()
    await kiosks.add(WALLPANEL)
    rig.meanwhile = () => expect(published).toEqual([])
    await kiosks.command('a', { do: 'reload' })
    expect([published.length, types()]).toEqual([1, ['kiosk-added', 'kiosk-commanded']])
    rig.failing.save = new Error('disk full')
    await expect(kiosks.command('a', { do: 'reload' }).finally(() => (rig.meanwhile = undefined))).rejects.toThrow()
    rig.failing.save = undefined
    await kiosks.flush()
    expect([published.length, types()]).toEqual([1, ['kiosk-added', 'kiosk-commanded']])
  })

  test('that could not be sent has a line that says so, after the one that says it was to be', async () => {
    const { kiosks, rig, events } = await kioskFleet()
    await kiosks.add(WALLPANEL)
    rig.failing.publish = new Error('broker gone')
    await expect(kiosks.command('a', { do: 'reload' }, 'ana')).rejects.toMatchObject({ code: 'kiosk-unreachable' })
    expect(events.slice(-2)).toMatchObject([
      { type: 'kiosk-commanded', actor: 'ana', data: { do: 'reload', way: 'mqtt' } },
      { type: 'kiosk-command-failed', actor: 'ana', data: { do: 'reload', way: 'mqtt', why: 'kiosk-unreachable' } },
    ])
  })

  test('is not sent with a secret that this server cannot read', async () => {
    const { kiosks, rows, rig } = await kioskFleet()
    await kiosks.add(FULLY)
    rows.set('f', { ...(rows.get('f') as Kiosk), secret: 'somebody:else' })
    const again = await rig.again()
    await expect(again.command('f', { do: 'reload' })).rejects.toMatchObject({ code: 'kiosk-unreachable' })
    expect(rig.types()).not.toContain('kiosk-commanded')
  })
})

describe('what a kiosk says', () => {
  test('is written when it matters: a flood of the same is one write a minute', async () => {
    const { kiosks, rig, push } = await kioskFleet()
    await kiosks.add(WALLPANEL)
    const state = '{"currentUrl":"http://panel/","screenOn":true}'
    const before = rig.writes
    for (let i = 0; i < 600; i++) {
      kiosks.hear({ kiosk: 'a', topic: 'wallpanel/a/state', payload: state, retained: false })
      push(200)
      await kiosks.flush()
    }
    expect(rig.writes - before).toBeLessThanOrEqual(4)
    expect(kiosks.get('a').lastHeard).toBe(rig.now() - 200)
  })

  test('as the broker had kept it says nothing about now, but for who says so itself', async () => {
    const { kiosks } = await kioskFleet()
    await kiosks.add({ id: 'k', app: 'freekiosk', base: 'freekiosk/k/' })
    const kept = (kind: string, payload: string) =>
      kiosks.hear({ kiosk: 'k', topic: `freekiosk/k/${kind}`, payload, retained: true })
    kept('state', '{"screen":{"on":true},"battery":{"level":7}}')
    expect([kiosks.get('k').isOnline, kiosks.get('k').lastHeard, kiosks.get('k').facts.battery]).toEqual([
      undefined,
      undefined,
      7,
    ])
    kept('availability', 'online')
    expect(kiosks.get('k').isOnline).toBe(true)
  })

  test('is missing of a Fully that fell silent: it never says that it goes', async () => {
    const { kiosks, push } = await kioskFleet()
    await kiosks.add(FULLY)
    const info = '{"deviceId":"d-1","startUrl":"http://panel/?tablet=hall"}'
    kiosks.hear({ kiosk: 'f', topic: 'fully/deviceInfo/d-1', payload: info, retained: false })
    expect(kiosks.get('f')).toMatchObject({ isOnline: true, link: { tablet: 'hall', how: 'launch-url' } })
    push(200_000)
    expect(kiosks.get('f').isOnline).toBe(false)
  })

  test('is asked of those that are not heard; who does not answer is not there, and why is told', async () => {
    const { kiosks, rig, called } = await kioskFleet()
    const { signal } = new AbortController()
    await kiosks.add({ ...WALLPANEL, restUrl: 'http://10.0.0.1:2971' })
    rig.answer = '{"currentUrl":"http://panel/?tablet=hall","screenOn":false}'
    await kiosks.lookAround(signal)
    expect(kiosks.get('a')).toMatchObject({ isOnline: true, facts: { isScreenOn: false }, link: { tablet: 'hall' } })
    expect(called[0]?.request).toEqual({ method: 'GET', path: '/api/state' })
    rig.failing.call = new RelevoError('kiosk-unreachable', 'it refuses the secret')
    await kiosks.change('a', { base: null })
    await kiosks.lookAround(signal)
    expect(kiosks.get('a')).toMatchObject({ isOnline: false, trouble: 'it refuses the secret' })
    await kiosks.lookAround(AbortSignal.abort())
    expect(called).toHaveLength(2)
  })
})
