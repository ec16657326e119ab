import { expect, test } from 'vitest'
import { type Line, type LineEvent, newLine, step, type Trouble } from './line.ts'

const refusesVersion: Trouble = { reason: 'it does not speak this version', isAboutProtocol: true }
const refusesUser: Trouble = { reason: 'it refuses the user', isAboutProtocol: false }

/** What comes of events, one after the other. */
function after(wanted: Parameters<typeof step>[2], ...events: LineEvent[]) {
  let line: Line = newLine(0)
  let effects: ReturnType<typeof step>['effects'] = []
  for (const event of events) ({ line, effects } = step(line, event, wanted))
  return { line, effects }
}

const woken = { is: 'woken', at: 0 } as const
const opened = { is: 'opened', at: 5 } as const
const closed = (trouble: Trouble, at = 10, chance = 1): LineEvent => ({ is: 'closed', trouble, at, chance })

test('it begins with MQTT 5, and takes 3.1.1 at once when that is refused', () => {
  expect(after('auto', woken).effects).toEqual([{ do: 'open', protocol: '5' }])
  const refused = after('auto', woken, closed(refusesVersion))
  expect(refused.effects).toEqual([{ do: 'open', protocol: '3.1.1' }])
  expect(after('auto', woken, closed(refusesVersion), opened).line).toEqual({
    phase: 'up',
    protocol: '3.1.1',
    since: 5,
  })
})

test('a broker that was away may have learnt MQTT 5: it is asked again', () => {
  const lost = after('auto', woken, closed(refusesVersion), opened, closed(refusesUser))
  expect(lost.line).toMatchObject({ phase: 'waiting', until: 1_010 })
  expect(step(lost.line, { is: 'woken', at: 1_010 }, 'auto').effects).toEqual([{ do: 'open', protocol: '5' }])
})

test('a version that was named is the only one that is spoken', () => {
  expect(after('3.1.1', woken).effects).toEqual([{ do: 'open', protocol: '3.1.1' }])
  expect(after('5', woken, closed(refusesVersion)).line).toMatchObject({ phase: 'waiting', trouble: refusesVersion })
  expect(after('3.1.1', woken, closed(refusesVersion)).line).toMatchObject({ phase: 'waiting' })
})

test('a refusal of the user is tried again, later each time, and never more than 30 s later', () => {
  let line: Line = newLine(0)
  const pauses: number[] = []
  for (let at = 0; pauses.length < 8; ) {
    line = step(line, { is: 'woken', at }, 'auto').line
    const { effects, line: next } = step(line, closed(refusesUser, at), 'auto')
    const wake = effects.find((effect) => effect.do === 'wake')
    expect(effects).toContainEqual({ do: 'give-up' })
    pauses.push((wake?.at ?? 0) - at)
    at = wake?.at ?? 0
    line = next
    expect(line).toMatchObject({ trouble: refusesUser })
  }
  expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000])
})

test('half of the pause is by chance', () => {
  expect(after('auto', woken, opened, closed(refusesUser, 10, 0)).line).toMatchObject({ until: 510 })
  expect(after('auto', woken, opened, closed(refusesUser, 10, 1)).line).toMatchObject({ until: 1_010 })
})

test('nothing wakes it too early, and nothing twice', () => {
  const { line } = after('auto', woken, closed(refusesUser))
  expect(step(line, { is: 'woken', at: 11 }, 'auto')).toEqual({ line, effects: [] })
  expect(step(line, closed(refusesUser), 'auto')).toEqual({ line, effects: [] })
  const up = after('auto', woken, opened).line
  expect(step(up, opened, 'auto')).toEqual({ line: up, effects: [] })
  expect(step(up, woken, 'auto')).toEqual({ line: up, effects: [] })
})

test('once stopped, it stays so', () => {
  const stopped = after('auto', woken, { is: 'stopped', at: 1 })
  expect(stopped).toEqual({ line: { phase: 'stopped' }, effects: [{ do: 'close' }, { do: 'give-up' }] })
  for (const event of [woken, opened, closed(refusesUser)])
    expect(step(stopped.line, event, 'auto')).toEqual({ line: stopped.line, effects: [] })
})
