import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ClosableStore, openStore } from '../../store/sqlite-store.ts'
import type { Outcome } from './delivery.ts'
import { USUAL_KINDS } from './kinds.ts'
import type { Pace } from './pace.ts'
import type { Letter, Sink } from './ports.ts'
import { createPostOffice, type PostOffice } from './post-office.ts'

const OK: Outcome = { result: 'delivered' }
const DOWN: Outcome = { result: 'failed', detail: 'HTTP 500' }

/** A sink that answers what a test says, and keeps what it was sent. */
function scripted(name: string, pace: Pace = { most: 100, within: 1 }) {
  const got: Letter[] = []
  const script = { answer: (_: Letter): Promise<Outcome> => Promise.resolve(OK) }
  const sink: Sink = {
    name,
    kinds: USUAL_KINDS,
    pace,
    send(letter) {
      got.push(letter)
      return script.answer(letter)
    },
  }
  return { sink, got, script }
}

let folder: string
let store: ClosableStore
let now: number
let ids: number
let warnings: unknown[][]
let slack: ReturnType<typeof scripted>
let office: PostOffice

const open = async (sinks: Sink[] = [slack.sink]) => {
  store = await openStore(join(folder, 'relevo.db'))
  const world = {
    now: () => now,
    newId: () => `id-${++ids}`,
    warn: (...said: unknown[]) => void warnings.push(said),
  }
  office = await createPostOffice({ store: store.notices, sinks, world, home: () => 'http://relevo' })
}
const reopen = async (sinks?: Sink[]) => {
  await store.close()
  await open(sinks)
}
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relevo-office-'))
  now = 1_000_000
  ids = 0
  warnings = []
  slack = scripted('slack')
  await open()
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

const stuck = (...tablets: string[]) =>
  store.saveTablets(
    [],
    tablets.map((id) => ({
      at: now,
      type: 'tablet-stuck' as const,
      environment: 'production',
      subject: { kind: 'tablet' as const, id },
      data: { release: 'r1' },
    })),
  )
const deliveries = async () => (await office.deliveries({ limit: 100, offset: 0 })).deliveries
const titles = ({ got }: { got: Letter[] }) => got.map(({ notice }) => notice.title)

describe('from the log to the sinks', () => {
  test('two events are two notices, once each, in their order', async () => {
    await stuck('a', 'b')
    await office.run('slack')
    await office.run('slack')
    expect(titles(slack)).toEqual(['Tablet a is stuck with r1', 'Tablet b is stuck with r1'])
    expect(await deliveries()).toMatchObject([
      { event: 2, phase: 'sent', attempts: 1, endedAt: now },
      { event: 1, phase: 'sent', attempts: 1 },
    ])
  })

  test('an event nobody is told of, or of a kind the sink does not want, is passed over for good', async () => {
    slack.sink.kinds = ['succeeded']
    await stuck('a')
    await office.run('slack')
    slack.sink.kinds = USUAL_KINDS
    await office.run('slack')
    expect(await deliveries()).toEqual([])
  })

  test('a restart doubles nothing and loses nothing', async () => {
    await stuck('a')
    await office.run('slack')
    await stuck('b')
    await reopen()
    await office.run('slack')
    await reopen()
    await office.run('slack')
    expect(titles(slack)).toEqual(['Tablet a is stuck with r1', 'Tablet b is stuck with r1'])
  })

  test('a new sink is not told the past', async () => {
    await stuck('a')
    const email = scripted('email')
    await reopen([slack.sink, email.sink])
    await stuck('b')
    await office.run('email')
    await office.run('slack')
    expect([titles(email), titles(slack).length]).toEqual([['Tablet b is stuck with r1'], 2])
  })

  test('what waits for a sink that was removed is given up, and not sent when it comes back', async () => {
    slack.script.answer = async () => DOWN
    await stuck('a')
    await office.run('slack')
    await reopen([])
    expect(await deliveries()).toMatchObject([{ phase: 'dead', detail: 'the sink was removed' }])
    await expect(office.resend('id-1')).rejects.toMatchObject({ code: 'sink-unknown' })
    await reopen()
    now += 86_400_000
    await office.run('slack')
    expect(slack.got.length).toBe(1)
  })

  test('more than one batch is read in one go', async () => {
    await stuck(...Array.from({ length: 450 }, (_, i) => `t${i}`))
    for (let i = 0; i < 10; i++) now = await office.run('slack')
    expect(new Set(titles(slack)).size).toBe(450)
    expect(slack.got.length).toBe(450)
  })
})

describe('a sink that has trouble', () => {
  test('is tried again when its time has come, with the same id', async () => {
    slack.script.answer = async () => DOWN
    await stuck('a')
    expect(await office.run('slack')).toBe(now + 1_000) // its next look into the log
    expect(await deliveries()).toMatchObject([{ phase: 'waiting', nextAt: now + 10_000, detail: 'HTTP 500' }])
    now += 9_999
    expect(await office.run('slack')).toBe(now + 1)
    expect(slack.got.length).toBe(1)
    now += 1
    slack.script.answer = async () => OK
    await office.run('slack')
    expect(slack.got.map(({ id, at }) => [id, at])).toEqual([
      ['id-1', 1_000_000],
      ['id-1', 1_010_000],
    ])
    expect(await deliveries()).toMatchObject([{ phase: 'sent', attempts: 2 }])
  })

  test('that says how long to wait is left alone as long, also with other notices', async () => {
    slack.script.answer = async () => ({ ...DOWN, detail: 'HTTP 429', retryAfter: 60_000 })
    await stuck('a', 'b')
    await office.run('slack')
    expect(slack.got.length).toBe(1)
    slack.script.answer = async () => OK
    now += 59_999
    await office.run('slack')
    expect(slack.got.length).toBe(1)
    now += 1
    await office.run('slack')
    expect(titles(slack).slice(1).sort()).toEqual(['Tablet a is stuck with r1', 'Tablet b is stuck with r1'])
  })

  test('that refuses for good ends the notice at once, and the log says so', async () => {
    slack.script.answer = async () => ({ result: 'refused', detail: 'HTTP 404: no_service' })
    await stuck('a')
    await office.run('slack')
    expect(await deliveries()).toMatchObject([{ phase: 'dead', attempts: 1, detail: 'HTTP 404: no_service' }])
    expect(warnings).toEqual([['A notice could not be delivered by slack', 'HTTP 404: no_service']])
  })

  test('that throws has failed, and what it threw is nowhere', async () => {
    slack.script.answer = () => Promise.reject(new Error('https://hooks.example/S3CRET'))
    await stuck('a')
    await office.run('slack')
    const [delivery] = await deliveries()
    expect(delivery).toMatchObject({ phase: 'waiting', detail: 'the sink failed in an unknown way' })
    expect(JSON.stringify([delivery, warnings])).not.toContain('S3CRET')
  })

  test('does not hold up another', async () => {
    const email = scripted('email')
    await reopen([slack.sink, email.sink])
    slack.script.answer = () => new Promise(() => undefined)
    await stuck('a')
    void office.run('slack')
    await office.run('email')
    expect(titles(email)).toEqual(['Tablet a is stuck with r1'])
  })

  test('is not written to faster than it may be', async () => {
    slack = scripted('slack', { most: 2, within: 5_000 })
    await reopen()
    await stuck('a', 'b', 'c', 'd', 'e')
    const end = now + 20_000
    while (now < end) now = await office.run('slack')
    expect(slack.got.map(({ at }) => at - 1_000_000)).toEqual([0, 0, 5_000, 5_000, 10_000])
  })
})

describe('a kill', () => {
  test('between sending and writing the answer down sends again, under the same id', async () => {
    const sent = Promise.withResolvers<void>()
    slack.script.answer = () => {
      sent.resolve()
      return new Promise(() => undefined) // the process ends before the answer comes
    }
    await stuck('a')
    void office.run('slack')
    await sent.promise
    await reopen()
    expect(await deliveries()).toMatchObject([{ phase: 'sending', attempts: 1 }])
    slack.script.answer = async () => OK
    await office.run('slack')
    expect(slack.got.map(({ id }) => id)).toEqual(['id-1', 'id-1'])
    expect(await deliveries()).toMatchObject([{ phase: 'sent', attempts: 2 }])
  })

  test('of the disk in the same moment is survived without a restart', async () => {
    const { replace } = store.notices
    let isBroken = false
    store.notices.replace = async (before, after) => {
      if (isBroken && after.phase === 'sent') throw new Error('disk full')
      return replace(before, after)
    }
    await stuck('a')
    await office.run('slack')
    isBroken = true
    await stuck('b')
    await expect(office.run('slack')).rejects.toThrow('disk full')
    isBroken = false
    await office.run('slack')
    expect(await deliveries()).toMatchObject([
      { phase: 'sent', attempts: 2 },
      { phase: 'sent', attempts: 1 },
    ])
  })
})

describe('by hand', () => {
  test('what was given up is sent after all, once', async () => {
    slack.script.answer = async () => ({ result: 'refused', detail: 'HTTP 403' })
    await stuck('a')
    await office.run('slack')
    slack.script.answer = async () => OK
    const both = await Promise.allSettled([office.resend('id-1'), office.resend('id-1')])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await office.run('slack')
    expect(await deliveries()).toMatchObject([{ phase: 'sent', attempts: 1 }])
    await expect(office.resend('id-1')).rejects.toMatchObject({ code: 'notice-not-dead', detail: 'sent' })
    await expect(office.resend('id-9')).rejects.toMatchObject({ code: 'notice-unknown' })
  })

  test('a test goes through every sink or one, at once, and leaves no trace', async () => {
    const email = scripted('email')
    await reopen([slack.sink, email.sink])
    slack.script.answer = async () => DOWN
    expect(await office.test()).toEqual([
      { sink: 'slack', outcome: DOWN },
      { sink: 'email', outcome: OK },
    ])
    expect(await office.test('email')).toEqual([{ sink: 'email', outcome: OK }])
    await expect(office.test('pager')).rejects.toMatchObject({ code: 'sink-unknown' })
    expect([slack.got.length, email.got.length, await deliveries()]).toEqual([1, 2, []])
  })

  test('each sink says what waits for it and what was given up', async () => {
    slack.script.answer = async ({ notice }) =>
      notice.title.includes(' a ') ? { result: 'refused', detail: 'no' } : DOWN
    await stuck('a', 'b', 'c')
    await office.run('slack')
    expect(await office.sinks()).toEqual([{ name: 'slack', kinds: USUAL_KINDS, waiting: 2, dead: 1 }])
  })
})
