import { expect, it } from 'vitest'
import { runMachine } from './happenings.ts'
import { readOptions, rulesOf } from './options.ts'
import { PushedClock } from './testing/pushed-clock.ts'

it('carries out what one event asks for before the next event happens', () => {
  const seen: string[] = []
  const news = { version: 'r2', force: false, blocked: [] }
  const machine = runMachine('r1', rulesOf(readOptions({ version: 'r1' })), new PushedClock(), {
    changed(now) {
      seen.push(now.phase)
      if (now.phase === 'downloading') machine.happened({ type: 'stored', target: 'r2' })
    },
    carryOut: (effect) => seen.push(effect.do),
  })
  machine.happened({ type: 'news', news })
  expect(seen).toEqual(['downloading', 'stage', 'staged', 'prompt', 'wake'])
})

it('gives every event the time of its happening', () => {
  const clock = new PushedClock(5_000)
  const machine = runMachine('r1', rulesOf(readOptions({ version: 'r1' })), clock, {
    changed: () => undefined,
    carryOut: () => undefined,
  })
  machine.happened({ type: 'news', news: { version: 'r2', force: false, blocked: [] } })
  clock.sleep(10)
  machine.happened({ type: 'stored', target: 'r2' })
  expect(machine.state()).toMatchObject({ phase: 'staged', since: 15_000, consent: { deadline: 75_000 } })
})
