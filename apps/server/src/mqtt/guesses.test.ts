import { afterEach, beforeEach, expect, test } from 'vitest'
import { type BrokerRig, brokerRig, OPERATOR, VERSIONS } from '../testing/broker-rig.ts'
import { guessLimit } from './guess-limit.ts'

let rig: BrokerRig
beforeEach(async () => {
  rig = await brokerRig('enrolled')
})
afterEach(() => rig.remove())

test.each(VERSIONS)(
  'thirty wrong tokens a minute are all that is looked at, protocol level %i',
  async (protocolVersion) => {
    const tablet = { ...(await rig.credential('tablet', 'lobby')), clientId: 'lobby' }
    const answer = (options: object) =>
      rig.connect({ ...options, protocolVersion }).then(
        () => 'in',
        ({ code }) => code,
      )
    const [wrong, busy] = protocolVersion === 5 ? [0x86, 0x9f] : [4, 3]
    // Wrong secrets of others are no guesses at it.
    for (let i = 0; i < 5; i++) expect(await answer({ ...tablet, password: `guess-${i}` })).toBe(wrong)
    for (let i = 0; i < 30; i++) expect(await answer({ ...OPERATOR, password: `guess-${i}` })).toBe(wrong)
    expect(await answer({ ...OPERATOR, password: 'guess-31' })).toBe(busy)
    expect(await answer(OPERATOR)).toBe(busy)
    expect(await answer(tablet)).toBe('in')
    expect(rig.broker.refusals.list().map(({ reason }) => reason)).toContain('too-many-guesses')
  },
)

test('the next minute is another one, and each address has its own', () => {
  const limit = guessLimit(2)
  for (const at of [0, 1]) limit.wrong('a', at)
  expect([limit.mayGuess('a', 2), limit.mayGuess('b', 2), limit.mayGuess('a', 60_000)]).toEqual([false, true, true])
  for (let i = 0; i < 10_001; i++) limit.wrong(`x${i}`, 60_000)
  expect(limit.mayGuess('a', 60_000)).toBe(true)
})
