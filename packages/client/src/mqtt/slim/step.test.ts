import { describe, expect, it } from 'vitest'
import type { Heard } from './heard.ts'
import type { LineEffect, LineEvent, LineState } from './line-state.ts'
import { FIRST, step } from './step.ts'
import { wordsOf } from './words.ts'

const words = wordsOf({
  url: 'ws://127.0.0.1/mqtt',
  protocol: '5',
  clientId: 'lobby-1.abcd',
  filters: ['hints'],
  topic: 'status',
  will: 'gone',
})
const chance = 1
const due: LineEvent = { is: 'due', chance }
const lost: LineEvent = { is: 'lost', chance }
const opened: LineEvent = { is: 'opened' }
const report = (text: string): LineEvent => ({ is: 'report', report: text })
const heard = (packet: Heard): LineEvent => ({ is: 'heard', heard: packet, chance })
const connack = heard({ is: 'connack', code: 0 })
const answer = (id: number) => heard({ is: 'answer', id })
const hint = heard({ is: 'publish', text: 'r2', id: 9 })

/** What comes of events in order: the state, and what the last one did. */
function after(...events: LineEvent[]): { state: LineState; effects: string[] } {
  let state = FIRST
  let effects: LineEffect[] = []
  for (const event of events) ({ state, effects } = step(state, event, words))
  return { state, effects: effects.map(said) }
}

function said(effect: LineEffect): string {
  if (effect.do === 'wake') return `wake ${effect.after}`
  if (effect.do !== 'send') return effect.do
  const names: [string, Uint8Array][] = [
    ['hello', words.hello],
    ['subscribe', words.subscribe],
    ['ping', words.ping],
  ]
  const known = names.find(([, bytes]) => bytes === effect.packet)
  return `send ${known?.[0] ?? (effect.packet[0] === 0x40 ? 'taken' : 'report')}`
}

const TO = {
  away: [],
  opening: [due],
  greeting: [due, opened],
  asking: [due, opened, connack],
  idle: [due, opened, connack, answer(1)],
} as const satisfies Record<LineState['phase'], LineEvent[]>

/** What each event does in each phase: the next phase, and the effects. */
const TABLE: Record<LineState['phase'], Record<string, [LineState['phase'], ...string[]]>> = {
  away: {
    due: ['opening', 'open', 'wake 10000'],
    lost: ['away'],
    opened: ['away'],
    report: ['away'],
    connack: ['away'],
    refusal: ['away'],
    answer: ['away'],
    hint: ['away'],
    nonsense: ['away'],
  },
  opening: {
    due: ['away', 'drop', 'wake 1000'],
    lost: ['away', 'drop', 'wake 1000'],
    opened: ['greeting', 'send hello'],
    report: ['opening'],
    connack: ['away', 'drop', 'wake 1000'],
    refusal: ['away', 'drop', 'wake 1000'],
    answer: ['away', 'drop', 'wake 1000'],
    hint: ['away', 'drop', 'wake 1000'],
    nonsense: ['away', 'drop', 'wake 1000'],
  },
  greeting: {
    due: ['away', 'drop', 'wake 1000'],
    lost: ['away', 'drop', 'wake 1000'],
    opened: ['greeting'],
    report: ['greeting'],
    connack: ['asking', 'send subscribe', 'wake 30000'],
    refusal: ['away', 'drop', 'wake 1000', 'say-refused'],
    answer: ['away', 'drop', 'wake 1000'],
    hint: ['away', 'drop', 'wake 1000'],
    nonsense: ['away', 'drop', 'wake 1000'],
  },
  asking: {
    due: ['away', 'drop', 'wake 1000'],
    lost: ['away', 'drop', 'wake 1000'],
    opened: ['asking'],
    report: ['asking'],
    connack: ['away', 'drop', 'wake 1000'],
    refusal: ['away', 'drop', 'wake 1000'],
    answer: ['idle', 'wake 25000'],
    hint: ['asking', 'hand-on', 'send taken'],
    nonsense: ['away', 'drop', 'wake 1000'],
  },
  idle: {
    due: ['asking', 'send ping', 'wake 30000'],
    lost: ['away', 'drop', 'wake 1000'],
    opened: ['idle'],
    report: ['asking', 'send report', 'wake 30000'],
    connack: ['away', 'drop', 'wake 1000'],
    refusal: ['away', 'drop', 'wake 1000'],
    answer: ['idle'],
    hint: ['idle', 'hand-on', 'send taken'],
    nonsense: ['away', 'drop', 'wake 1000'],
  },
}
const EVENTS: Record<string, LineEvent> = {
  due,
  lost,
  opened,
  report: report('r1'),
  connack,
  refusal: heard({ is: 'connack', code: 135 }),
  answer: answer(1),
  hint,
  nonsense: heard({ is: 'nonsense' }),
}

describe.each(Object.entries(TABLE))('a line that is %s', (phase, rows) => {
  it.each(Object.entries(rows))('on %s', (event, [next, ...effects]) => {
    const { state, effects: done } = after(...TO[phase as LineState['phase']], EVENTS[event] as LineEvent)
    expect([state.phase, ...done]).toEqual([next, ...effects])
  })
})

describe('a line', () => {
  const up = [due, opened, connack, answer(1)]

  it('says the newest report alone, once the one before was taken', () => {
    expect(after(...up, report('a'), report('b'), report('c')).effects).toEqual([])
    const { state, effects } = after(...up, report('a'), report('b'), report('c'), answer(2))
    expect(effects).toEqual(['send report', 'wake 30000'])
    expect(state).toMatchObject({ said: 'c', lastId: 3 })
    expect(after(...up, report('a'), report('b'), answer(2), answer(3)).effects).toEqual(['wake 25000'])
  })

  it('says the same report once a connection', () => {
    expect(after(...up, report('a'), answer(2), report('a')).effects).toEqual(['wake 25000'])
    const again = after(...up, report('a'), answer(2), lost, due, opened, connack, answer(1))
    expect(again.effects).toEqual(['send report', 'wake 30000'])
  })

  it('takes no answer for one to something else', () => {
    expect(after(...up, report('a'), answer(7)).state.phase).toBe('asking')
    expect(after(...up, due, answer(1)).state.phase).toBe('asking')
  })

  it('begins its numbers again before they are too large', () => {
    let { state } = after(...up)
    let ids = new Set<number>()
    for (let i = 0; i < 70_000; i++) {
      state = step(state, report(`r${i}`), words).state
      if (state.phase !== 'asking') throw new Error(state.phase)
      ids.add(state.id)
      state = step(state, answer(state.id), words).state
      if (i === 65_533) {
        expect([Math.min(...ids), Math.max(...ids), ids.size]).toEqual([2, 65_535, 65_534])
        ids = new Set()
      }
    }
    expect(Math.min(...ids)).toBe(2)
  })

  it('keeps to what the broker wishes', () => {
    const wishes = heard({ is: 'connack', code: 0, keepAlive: 10, longest: 20 })
    expect(after(due, opened, wishes, answer(1)).effects).toEqual(['wake 5000'])
    expect(after(due, opened, wishes, answer(1), report('x'.repeat(30))).effects).toEqual(['wake 5000'])
    expect(after(due, opened, wishes, answer(1), report('x')).effects).toEqual(['send report', 'wake 30000'])
    expect(after(due, opened, heard({ is: 'connack', code: 0, keepAlive: 0 }), answer(1)).effects).toEqual([
      'wake 25000',
    ])
  })

  it('waits longer each time it fails, and is back at once after it was well', () => {
    const fails = (times: number) => Array.from({ length: times }, () => [due, lost]).flat()
    expect([1, 2, 3, 8].map((times) => after(...fails(times)).effects.at(-1))).toEqual(
      [1_000, 2_000, 4_000, 60_000].map((ms) => `wake ${ms}`),
    )
    expect(after(...fails(3), ...up, lost).effects).toEqual(['drop', 'wake 8000'])
    expect(after(...fails(3), ...up, due, answer(0), lost).effects).toEqual(['drop', 'wake 1000'])
  })

  it('says once that it is refused, waits longer then, and is as before when it is let in', () => {
    const refusal = heard({ is: 'connack', code: 5 })
    const refused = (times: number) => Array.from({ length: times }, () => [due, opened, refusal]).flat()
    expect(after(...refused(2)).effects).toEqual(['drop', 'wake 2000'])
    expect(after(...refused(12)).effects).toEqual(['drop', 'wake 600000'])
    expect(after(...refused(1), due, lost).effects).toEqual(['drop', 'wake 2000'])
    expect(after(...refused(2), due, opened, connack, lost, ...refused(1)).effects.at(-1)).toBe('say-refused')
  })

  it('does not call it refused when the broker is busy', () => {
    expect(after(due, opened, heard({ is: 'connack', code: 136 })).effects).toEqual(['drop', 'wake 1000'])
  })
})
