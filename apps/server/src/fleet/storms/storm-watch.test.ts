import { expect, test } from 'vitest'
import { passedEvent } from './passed-event.ts'
import { watchStorms } from './storm-watch.ts'

function watched() {
  const clock = { now: 0, waits: 0 }
  const said: string[] = []
  const storms = watchStorms(
    {
      now: () => clock.now,
      chance: () => 0,
      waits: () => clock.waits,
      begun: () => void said.push('begun'),
      passed: (storm) => void said.push(JSON.stringify(passedEvent(storm, 5))),
    },
    { late: 250 },
  )
  return { storms, clock, said }
}

test('a storm is told when it begins and when it has passed, with all it was', () => {
  const { storms, clock, said } = watched()
  for (let i = 0; i < 200; i++) expect(storms.ask('check-in', 'a')).toBeUndefined()
  clock.waits = 300
  expect(storms.ask('check-in', 'a')).toBe(5)
  expect(storms.ask('navigation', 'a')).toBe(5)
  expect(storms.state().phase).toBe('storm')
  expect(said).toEqual(['begun'])
  storms.turn(380)
  clock.waits = 0
  clock.now = 60_000
  storms.turn(0)
  expect(storms.state().phase).toBe('calm')
  const data = { seconds: 0, late: 380, checkIns: 1, pages: 1 }
  const event = { at: 5, type: 'storm-passed', subject: { kind: 'server', id: 'server' }, data }
  expect(said.slice(1).map((line) => JSON.parse(line))).toEqual([event])
})

test('who has its answer makes room for another', () => {
  const { storms } = watched()
  for (let i = 0; i < 2_000; i++) expect(storms.ask('file', `tablet ${i}`)).toBeUndefined()
  expect(storms.ask('file', 'another')).toBe(5)
  storms.left('file', 'tablet 7')
  expect(storms.ask('file', 'another')).toBeUndefined()
  expect(storms.ask('file', 'another')).toBe(5)
})

test('whoever reads slowly from one address, or a few, leaves places for all others', () => {
  const { storms } = watched()
  const letIn = (address: string) => Array.from({ length: 3_000 }, () => storms.ask('file', address)).indexOf(5)
  expect(letIn('one')).toBe(1_500)
  expect(letIn('two')).toBe(375)
  expect(storms.ask('file', 'a tablet')).toBeUndefined()
  storms.left('file', 'one')
  expect(storms.ask('file', 'one')).toBe(5)
})

test('whoever loads files keeps nobody from a manifest or a patch, and check-ins may all come from one house', () => {
  const { storms } = watched()
  for (let i = 0; i < 2_000; i++) storms.ask('file', `tablet ${i}`)
  expect(storms.ask('patch', 'another')).toBeUndefined()
  for (let i = 0; i < 1_000; i++) expect(storms.ask('check-in', 'house')).toBeUndefined()
  expect(storms.ask('check-in', 'house')).toBe(5)
})
