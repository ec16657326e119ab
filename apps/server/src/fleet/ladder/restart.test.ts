import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HOUR, type LadderRig, ladderRig, MINUTE, refusal, SECOND } from '../../testing/ladder-rig.ts'

let rig: LadderRig
beforeEach(async () => {
  rig = await ladderRig()
  rig.pages.set('lobby-1', { release: 'r1' })
  rig.kiosks.set('lobby-1', { launchUrl: 'http://panel.local/' })
  await rig.deploy('r1')
  await rig.pass(2 * MINUTE)
  rig.pages.set('lobby-1', { release: 'r1', isSilent: true })
})
afterEach(() => rig.remove())

const deeds = () => rig.sent.map((line) => line.split(' ')[1])
const state = () => rig.ladders.get('lobby-1').state
/** Until the first message of the first rung has been sent. */
const untilWoken = async () => {
  while (rig.sent.length === 0) await rig.pass(SECOND)
}

describe('a server that is killed', () => {
  test('between two messages goes on with the next, and sends none twice', async () => {
    await untilWoken()
    expect([deeds(), state().phase]).toEqual([['wake'], 'sending'])
    await rig.killAndRestart()
    await rig.pass(5 * SECOND)
    expect([deeds(), state().phase]).toEqual([['wake', 'eval'], 'verifying'])
    expect(await rig.log()).toEqual(['rung lobby-1 eval 1'])
  })

  test('while a command is on its way does not repeat it', async () => {
    rig.onCommand = () => new Promise(() => undefined)
    await untilWoken()
    await rig.killAndRestart()
    rig.onCommand = () => undefined
    await rig.pass(5 * SECOND)
    expect(deeds()).toEqual(['wake', 'eval'])
  })

  test('again and again climbs no more than it may', async () => {
    for (let i = 0; i < 60; i += 1) {
      await rig.pass(17 * MINUTE)
      await rig.killAndRestart()
    }
    expect(state().spent.length).toBeLessThanOrEqual(12)
    expect((await rig.log()).filter((line) => line.startsWith('rung')).length).toBeLessThanOrEqual(12)
  }, 60_000)

  test('gives tablets time to come back before it goes on', async () => {
    await untilWoken()
    await rig.pass(10 * SECOND)
    await rig.killAndRestart()
    await rig.pass(14 * MINUTE)
    expect(deeds()).toEqual(['wake', 'eval'])
    await rig.pass(3 * MINUTE)
    expect(deeds().slice(2)).toEqual(['wake', 'eval'])
  })

  test('remembers who needs hands, and whom it is to leave alone', async () => {
    await rig.pass(8 * HOUR)
    expect(state().phase).toBe('needs-hands')
    const [before, count] = [state(), rig.sent.length]
    await rig.killAndRestart()
    await rig.pass(2 * HOUR)
    expect([state(), rig.sent.length]).toEqual([before, count])
    await rig.ladders.order('lobby-1', 'stop', 'ana')
    await rig.killAndRestart()
    expect(state()).toMatchObject({ phase: 'left', by: 'ana', desired: 'r1' })
  }, 60_000)
})

test('a server that ends waits for what came of its last command to be kept', async () => {
  const disk = Promise.withResolvers<void>()
  const ends: string[] = []
  rig.onCommand = (_, deed) => {
    if (deed !== 'eval') return
    rig.onSave = () => disk.promise
    throw refusal('kiosk-unreachable')
  }
  await untilWoken()
  while (rig.sent.length < 2) await rig.pass(SECOND)
  const stopping = rig.ladders.stop().then(() => ends.push('stopped'))
  for (let i = 0; i < 5; i += 1) await new Promise((resolve) => setImmediate(resolve))
  ends.push('written')
  disk.resolve()
  await stopping
  expect([ends, state()]).toEqual([['written', 'stopped'], expect.objectContaining({ refused: true })])
})

test('while a page is being looked for that may not be had, everybody else goes on', async () => {
  const answer = Promise.withResolvers<Record<string, never>>()
  let isAsked = false
  rig.served = {
    // biome-ignore lint/suspicious/noThenProperty: it stands for an answer that somebody waits for
    then: (...wait: Parameters<typeof answer.promise.then>) => {
      isAsked = true
      return answer.promise.then(...wait)
    },
  } as typeof rig.served
  const passing = untilWoken()
  await expect.poll(() => isAsked, { timeout: 10_000 }).toBe(true)
  rig.pages.set('hall-2', { release: 'r1' })
  await rig.fleet.checkIn({ tablet: 'hall-2', release: 'r1', phase: 'current' }, undefined, undefined)
  const { ladder } = await rig.ladders.order('hall-2', 'stop', 'ana')
  expect([ladder.state.phase, rig.sent]).toEqual(['left', []])
  answer.resolve({})
  await passing
  expect(deeds()).toEqual(['wake'])
})

describe('a disk that fails', () => {
  test('has nothing sent: what could not be kept is not done', async () => {
    rig.fault = 'refused'
    await rig.pass(HOUR)
    expect([rig.sent, rig.warnings.length > 0]).toEqual([[], true])
    rig.fault = 'none'
    await rig.pass(20 * SECOND)
    expect(deeds()).toEqual(['wake', 'eval'])
  })

  test('that kept a rung and said it did not has it sent once', async () => {
    await rig.pass(20 * MINUTE)
    const count = rig.sent.length
    rig.fault = 'lost'
    await rig.pass(30 * MINUTE)
    expect(rig.sent).toHaveLength(count)
    await rig.killAndRestart()
    await rig.pass(40 * MINUTE)
    expect(rig.sent.length).toBeGreaterThan(count)
  })
})

test('a tablet that is forgotten leaves no ladder behind', async () => {
  await untilWoken()
  await rig.fleet.tablets.forget('lobby-1')
  await rig.pass(MINUTE)
  expect(rig.ladders.list()).toEqual([])
})
