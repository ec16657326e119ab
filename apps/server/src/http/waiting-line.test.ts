import { expect, test } from 'vitest'
import { waitingLine } from './waiting-line.ts'

function rig() {
  let now = 0
  const soon: (() => void)[] = []
  let later: { at: number; then(): void }[] = []
  const served: string[] = []
  const line = waitingLine({
    now: () => now,
    soon: (then) => void soon.push(then),
    later: (then, ms) => void later.push({ at: now + ms, then }),
  })
  const names = new Map<string, object>()
  return {
    line,
    served,
    join(name: string) {
      const who = {}
      names.set(name, who)
      line.join(who, () => void served.push(name))
    },
    left: (name: string) => line.left(names.get(name) ?? {}),
    /** A turn of the event loop that takes so long. */
    turn(ms: number) {
      now += ms
      const due = later.filter(({ at }) => at <= now)
      later = later.filter(({ at }) => at > now)
      for (const { then } of due) then()
      for (const look of soon.splice(0)) look()
    },
    isIdle: () => soon.length === 0,
  }
}

test('where nobody waits and nobody knocks, everybody is served at once', () => {
  const { line, join, served, isIdle } = rig()
  join('a')
  expect([served, line.waits(), isIdle()]).toEqual([['a'], 0, true])
})

test('a few are served at a time, in the order in which they came, and each that leaves makes room for the next', () => {
  const { line, join, left, turn, served } = rig()
  for (let i = 0; i < 70; i++) join(`${i}`)
  expect(served).toHaveLength(64)
  turn(10)
  expect([served.length, line.waits()]).toEqual([64, 10])
  left('3')
  left('7')
  turn(1)
  expect(served.slice(64)).toEqual(['64', '65'])
})

test('who is served slowly holds up nobody for long', () => {
  const { join, turn, served } = rig()
  for (let i = 0; i < 130; i++) join(`${i}`)
  turn(24)
  expect(served).toHaveLength(64)
  turn(1)
  expect(served).toHaveLength(128)
})

test('while more and more knock they come in first, and who is in has as much time as they have', () => {
  const { line, join, turn, served } = rig()
  let count = 0
  const busy = (ms: number) => {
    for (let i = 0; i < ms; i++) {
      line.knocked()
      join(`${count++}`)
      turn(1)
    }
  }
  busy(20)
  expect(served).toEqual([])
  expect(line.waits()).toBe(20)
  busy(20)
  expect(served.length).toBeGreaterThanOrEqual(20)
  const before = served.length
  busy(19)
  expect(served).toHaveLength(before)
})

test('one that knocks alone waits for a turn of the loop, and nothing turns for nothing after it', () => {
  const { line, join, turn, served, isIdle } = rig()
  line.knocked()
  join('a')
  expect(served).toEqual([])
  turn(0)
  turn(0)
  expect([served, isIdle()]).toEqual([['a'], true])
})

test('nothing is done for who is gone', () => {
  const { join, left, turn, served } = rig()
  for (let i = 0; i < 66; i++) join(`${i}`)
  left('64')
  left('0')
  turn(1)
  expect(served.at(-1)).toBe('65')
  expect(served).toHaveLength(65)
})
