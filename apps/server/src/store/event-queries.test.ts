import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EVENT_TYPES, type FleetEvent, type NewEvent } from '../fleet/event.ts'
import { type EventFilter, passes } from '../fleet/events/event-filter.ts'
import { stretchesOf } from './event-stretches.ts'
import { type ClosableStore, openStore } from './sqlite-store.ts'

let folder: string
let store: ClosableStore
let all: FleetEvent[]

/** Always the same chance: Mulberry32. */
function dice(seed: number) {
  let state = seed
  return <T>(of: readonly T[]): T => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return of[((t ^ (t >>> 14)) >>> 0) % of.length] as T
  }
}

const VERSIONS = ['r1', 'r2', 'production']
const IDS = ['d1', 'd2', 'hall', 'r1', '50%_off']

function drawEvent(pick: ReturnType<typeof dice>, nth: number): NewEvent {
  const environment = pick(['production', 'staging', undefined])
  const actor = pick(['root', 'ci (1f0c9a2b)', undefined])
  const fields = ['release', 'version', 'previous', 'target', 'from', 'to', 'deployment', 'by', 'detail']
  const data = [pick(fields), pick(fields)].map((name) => [name, pick([...VERSIONS, ...IDS, 'Ünïted “x”', 7, true])])
  return {
    at: 1_000 + nth * 10 - pick([0, 0, 0, 500]), // clocks are set back
    type: pick(EVENT_TYPES),
    ...(environment !== undefined && { environment }),
    ...(actor !== undefined && { actor }),
    subject: { kind: pick(['tablet', 'deployment', 'release', 'environment'] as const), id: pick(IDS) },
    data: Object.fromEntries(data),
  }
}

function drawFilter(pick: ReturnType<typeof dice>): EventFilter {
  const maybe = <T>(name: string, ...of: T[]) => (pick([true, false, false]) ? { [name]: pick(of) } : {})
  return {
    ...maybe('types', [pick(EVENT_TYPES)], EVENT_TYPES.slice(0, 9), [...EVENT_TYPES]),
    ...maybe('environment', 'production', 'staging'),
    ...maybe('tablets', ['hall'], ['hall', 'd1']),
    ...maybe('deployment', 'd1', 'd2'),
    ...maybe('release', 'r1', 'r2'),
    ...maybe('actor', 'root'),
    ...maybe('since', 2_000, 3_000),
    ...maybe('until', 2_500, 5_000),
    ...maybe('q', '%', '_', 'TABLET', 'Ünï', '“x', 'r1"', 'ci ('),
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relevo-events-'))
  store = await openStore(join(folder, 'relevo.db'))
  await store.addEnvironments(['staging'])
  const pick = dice(1)
  await store.saveTablets(
    [],
    Array.from({ length: 600 }, (_, nth) => drawEvent(pick, nth)),
  )
  all = (await store.events({ limit: 1_000 })).events
})
afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

test('a store lets through what `passes` does, whatever is filtered by, and counts it', async () => {
  const pick = dice(2)
  let met = 0
  for (let i = 0; i < 500; i++) {
    const filter = drawFilter(pick)
    const expected = all.filter((event) => passes(filter, event))
    met += expected.length > 0 && expected.length < all.length ? 1 : 0
    const { events, count } = await store.events({ ...filter, limit: 1_000 })
    expect([filter, events]).toEqual([filter, expected])
    expect([filter, count]).toEqual([filter, filter.q === undefined ? expected.length : undefined])
  }
  expect(met).toBeGreaterThan(100)
})

test('pages lead back from the latest line, and on from any, and lose none', async () => {
  const filter: EventFilter = { environment: 'production' }
  const expected = all.filter((event) => passes(filter, event))
  const back: FleetEvent[] = []
  for (let before: number | undefined; ; before = back[0]?.seq) {
    const { events } = await store.events({ ...filter, limit: 7, ...(before !== undefined && { before }) })
    if (events.length === 0) break
    back.unshift(...events)
  }
  expect(back).toEqual(expected)
  const on: FleetEvent[] = []
  for (let after = 0; ; after = on.at(-1)?.seq ?? 0) {
    const { events } = await store.events({ ...filter, limit: 7, after })
    if (events.length === 0) break
    on.push(...events)
  }
  expect(on).toEqual(expected)
  const between = await store.events({ limit: 3, after: 10, before: 13 })
  expect([between.events.map(({ seq }) => seq), between.count]).toEqual([[11, 12], 2])
})

test('the log is looked through in stretches that leave nothing out and touch nothing twice', () => {
  const places = (query: object, from: number, to: number) =>
    stretchesOf(query, { from, to }).flatMap((one) =>
      Array.from({ length: one.to - one.from + 1 }, (_, i) => one.from + i),
    )
  const sorted = (numbers: number[]) => numbers.sort((a, b) => a - b)
  for (const to of [1, 20_000, 20_001, 60_000]) {
    const expected = Array.from({ length: to }, (_, i) => i + 1)
    expect(sorted(places({}, 1, to))).toEqual(expected)
    expect(places({ after: 0 }, 1, to)).toEqual(expected)
  }
  expect(stretchesOf({}, { from: 1, to: 45_000 }).map(({ to }) => to)).toEqual([45_000, 25_000, 5_000])
  expect(stretchesOf({ before: 10, after: 8 }, { from: 1, to: 45_000 })).toEqual([{ from: 9, to: 9 }])
  expect(stretchesOf({ after: 45_000 }, { from: 1, to: 45_000 })).toEqual([])
  expect(stretchesOf({ before: 5 }, { from: 10, to: 20 })).toEqual([])
  expect(stretchesOf({}, undefined)).toEqual([])
})
