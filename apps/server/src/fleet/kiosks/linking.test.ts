import { describe, expect, test } from 'vitest'
import { kioskFleet } from '../../testing/kiosk-fleet.ts'
import type { Kiosks } from './kiosks.ts'
import { type Claim, CONFIDENCES, judgeClaim, type KioskLink, shownIn } from './link.ts'
import { LINK_EVERY } from './linking.ts'

const claim = (tablet: string, confidence: Claim['confidence']): Claim => ({ tablet, confidence, how: 'name' })
const link = (tablet: string, confidence: Claim['confidence']): KioskLink => ({ ...claim(tablet, confidence), at: 1 })

describe('a claim', () => {
  test.each([
    [undefined, claim('a', 'guessed'), undefined, 'link'],
    [undefined, claim('a', 'shown'), 'guessed', 'link'],
    [undefined, claim('a', 'shown'), 'shown', 'keep'],
    [undefined, claim('a', 'guessed'), 'guessed', 'keep'],
    [link('a', 'guessed'), claim('a', 'shown'), undefined, 'link'],
    [link('a', 'shown'), claim('a', 'guessed'), undefined, 'keep'],
    [link('a', 'shown'), claim('a', 'shown'), undefined, 'keep'],
    [link('a', 'guessed'), claim('b', 'guessed'), undefined, 'keep'],
    [link('a', 'guessed'), claim('b', 'shown'), undefined, 'link'],
    [link('a', 'shown'), claim('b', 'shown'), undefined, 'link'],
    [link('a', 'shown'), claim('b', 'shown'), 'shown', 'part'],
    [link('a', 'shown'), claim('b', 'shown'), 'said', 'part'],
    [link('a', 'shown'), claim('b', 'guessed'), undefined, 'keep'],
  ] as const)('after %j, %j with a holder who is %s: %s', (before, made, holder, verdict) => {
    expect(judgeClaim(before, made, holder)).toBe(verdict)
  })

  test('never overrules what a person said, and a person overrules everything', () => {
    for (const confidence of ['guessed', 'shown'] as const)
      for (const tablet of ['a', 'b'])
        for (const holder of [undefined, ...CONFIDENCES])
          expect(judgeClaim(link('a', 'said'), claim(tablet, confidence), holder)).toBe('keep')
    expect(judgeClaim(link('a', 'shown'), claim('b', 'said'), 'shown')).toBe('link')
  })

  test('is made by what the page wrote, the address that is shown, then the one that is set up', () => {
    const launchUrl = 'http://panel/?tablet=launch'
    expect(shownIn({ shows: 'http://panel/?tablet=x#relevo=r1&tablet=page', launchUrl })).toMatchObject({
      how: 'page',
      tablet: 'page',
    })
    expect(shownIn({ shows: 'http://panel/?device=now', launchUrl })).toMatchObject({
      how: 'current-url',
      tablet: 'now',
    })
    expect(shownIn({ shows: 'http://panel/', launchUrl })).toMatchObject({ how: 'launch-url', tablet: 'launch' })
    expect(shownIn({ shows: 'http://panel/' })).toBeUndefined()
  })
})

const shows = (kiosks: Kiosks, id: string, tablet: string) =>
  kiosks.hear({
    kiosk: id,
    topic: `wallpanel/${id}/state`,
    payload: JSON.stringify({ currentUrl: `http://panel/?tablet=${tablet}`, screenOn: true }),
    retained: false,
  })
const two = async () => {
  const fleet = await kioskFleet()
  for (const id of ['a', 'b']) await fleet.kiosks.add({ id, app: 'wallpanel', base: `wallpanel/${id}` })
  return fleet
}

describe('a kiosk', () => {
  test('that shows another tablet’s page than before is that one’s', async () => {
    const { kiosks, events, push } = await two()
    shows(kiosks, 'a', 'hall')
    push(LINK_EVERY)
    shows(kiosks, 'a', 'attic')
    await kiosks.flush()
    expect(kiosks.reach.of('hall')).toBeUndefined()
    expect(kiosks.reach.of('attic')).toMatchObject({ id: 'a', shows: 'http://panel/?tablet=attic' })
    expect(events.at(-1)).toMatchObject({ type: 'kiosk-linked', data: { tablet: 'attic', from: 'hall' } })
  })

  test('that shows what another shows already is in conflict, and moves nothing', async () => {
    const { kiosks, types } = await two()
    shows(kiosks, 'a', 'hall')
    shows(kiosks, 'b', 'hall')
    await kiosks.flush()
    expect(kiosks.reach.of('hall')?.id).toBe('a')
    expect(kiosks.get('a').conflicts).toEqual(['b'])
    const b = kiosks.get('b')
    expect([b.link, b.claim?.tablet, b.conflicts]).toEqual([undefined, 'hall', ['a']])
    expect(types().filter((type) => type === 'kiosk-linked')).toHaveLength(1)
    await kiosks.link('b', 'hall', 'ana')
    expect(kiosks.reach.of('hall')?.id).toBe('b')
    expect(kiosks.get('a').link).toBeUndefined()
    await expect(kiosks.link('a', 'hall')).rejects.toMatchObject({ code: 'kiosk-taken' })
  })

  test('that a person linked stays so, whatever it shows; unlinked, what it shows counts again', async () => {
    const { kiosks, push } = await two()
    await kiosks.link('a', 'attic', 'ana')
    push(LINK_EVERY)
    shows(kiosks, 'a', 'hall')
    await kiosks.flush()
    expect(kiosks.get('a')).toMatchObject({ link: { tablet: 'attic', confidence: 'said' }, claim: { tablet: 'hall' } })
    await kiosks.unlink('a', 'ana')
    expect(kiosks.get('a').link).toBeUndefined()
    push(LINK_EVERY)
    shows(kiosks, 'a', 'attic')
    expect(kiosks.get('a').link?.tablet).toBe('attic')
    shows(kiosks, 'a', 'hall')
    await kiosks.flush()
    expect(kiosks.get('a').link?.tablet).toBe('attic')
    push(LINK_EVERY)
    await kiosks.flush()
    expect(kiosks.get('a').link?.tablet).toBe('hall')
  })

  test('that goes back and forth fills no log', async () => {
    const { kiosks, types, push } = await two()
    for (let i = 0; i < 500; i++) {
      shows(kiosks, 'a', i % 2 ? 'hall' : 'attic')
      push(100)
      await kiosks.flush()
    }
    expect(types().filter((type) => type === 'kiosk-linked').length).toBeLessThanOrEqual(3)
  })

  test('is guessed by its name or the only tablet with its address, and only once taken in', async () => {
    const { kiosks, push } = await kioskFleet(['main-hall', 'attic', 'cellar'])
    await kiosks.add({ id: 'a', app: 'wallpanel', base: 'site/x/', name: 'Main Hall' })
    expect(kiosks.get('a').link).toMatchObject({ tablet: 'main-hall', confidence: 'guessed', how: 'name' })
    kiosks.find({ topic: 'fully/deviceInfo/d', payload: '{"deviceId":"d","ip4":"10.0.0.7"}', retained: true })
    kiosks.checkedIn('attic', '::ffff:10.0.0.7', 'x; wv) Chrome/83.0')
    push(LINK_EVERY)
    await kiosks.flush()
    expect(kiosks.get('d')).toMatchObject({ standing: 'found', claim: { tablet: 'attic', how: 'address' } })
    expect(kiosks.get('d').link).toBeUndefined()
    expect(kiosks.unlinked()).toMatchObject([{ tablet: 'attic', ip: '10.0.0.7', chrome: '83.0' }])
    await kiosks.accept('d')
    expect(kiosks.get('d').link).toMatchObject({ tablet: 'attic', confidence: 'guessed', how: 'address' })
    expect(kiosks.unlinked()).toEqual([])
  })

  test('that is only guessed is told nothing in the name of its tablet, until somebody confirms the link', async () => {
    const { kiosks, published } = await kioskFleet(['main-hall'])
    await kiosks.add({ id: 'a', app: 'wallpanel', base: 'site/x/', name: 'Main Hall' })
    expect(kiosks.reach.of('main-hall')).toMatchObject({ id: 'a', confidence: 'guessed' })
    await expect(kiosks.reach.send('main-hall', { do: 'reload' })).rejects.toMatchObject({
      code: 'kiosk-unknown',
      detail: expect.stringContaining('a is only guessed'),
    })
    expect(published).toEqual([])
    await kiosks.link('a', 'main-hall', 'ana')
    await kiosks.reach.send('main-hall', { do: 'reload' })
    expect(published).toHaveLength(1)
  })

  test('is not guessed by an address that tablets share, as behind a proxy', async () => {
    const { kiosks } = await kioskFleet(['attic', 'cellar'])
    for (const tablet of ['attic', 'cellar']) kiosks.checkedIn(tablet, '10.0.0.7', '')
    kiosks.find({ topic: 'fully/deviceInfo/d', payload: '{"deviceId":"d","ip4":"10.0.0.7"}', retained: true })
    expect(kiosks.get('d').claim).toBeUndefined()
  })

  test('is found by every name of its tablet', async () => {
    const { kiosks, aliases } = await two()
    shows(kiosks, 'a', 'hall')
    aliases.set('hall', 'attic')
    expect([kiosks.reach.of('hall')?.id, kiosks.reach.of('attic')?.id]).toEqual(['a', 'a'])
  })
})
