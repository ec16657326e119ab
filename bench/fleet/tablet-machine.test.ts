import type { News } from '@relevo/core/protocol'
import { expect, test } from 'vitest'
import { rulesOf, readOptions as settingsOf } from '../../packages/client/src/options.ts'
import { dice } from '../../packages/core/src/testing/dice.ts'
import type { Nature } from './nature.ts'
import { live } from './tablet-machine.ts'
import { type Happening, settledOn, type TabletState } from './tablet-state.ts'

const NATURE: Nature = {
  rules: rulesOf(settingsOf({ version: 'r1' })),
  download: 5_000,
  answer: 20_000,
  reload: 500,
  start: 6_000,
  fails: () => 0,
  offline: 0,
  away: 0,
}

/** A tablet, its time, and what its page was up to. */
class Life {
  tablet: TabletState = settledOn('r1')
  at = 0
  seen: string[] = []
  #due: { at: number; happening: Happening }[] = []
  readonly #nature: Nature
  readonly #dice

  constructor(nature: Partial<Nature> = {}, seed = 1) {
    this.#nature = { ...NATURE, ...nature }
    this.#dice = dice(seed)
    this.happen({ type: 'opened' })
  }

  happen(happening: Happening): this {
    const { tablet, deeds } = live(this.tablet, happening, this.at, this.#nature, this.#dice)
    this.tablet = tablet
    if (happening.type === 'closed') this.#due = []
    for (const deed of deeds) {
      if (deed.do === 'later') this.#due.push({ at: this.at + deed.in, happening: deed.happening })
      if (deed.do === 'reload') this.#due = [{ at: this.at + deed.in, happening: { type: 'opened' } }]
    }
    const { update } = tablet.page ?? {}
    const shown = update ? `${update.running} ${update.phase}` : 'away'
    if (shown !== this.seen.at(-1)) this.seen.push(shown)
    return this
  }

  news(more: Partial<News> = {}): this {
    return this.happen({ type: 'news', news: { version: 'r2', force: false, blocked: [], manifest: 'm', ...more } })
  }

  /** Let everything happen that is due within so many seconds. */
  pass(seconds: number): this {
    const until = this.at + 1_000 * seconds
    for (;;) {
      const [next] = this.#due.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)
      if (!next) break
      this.#due.splice(this.#due.indexOf(next), 1)
      this.at = Math.max(this.at, next.at)
      this.happen(next.happening)
    }
    this.at = until
    return this
  }

  get failure(): string | undefined {
    return this.tablet.slots.failed.r2?.code
  }
}

const TAKEN = ['r1 current', 'r1 downloading', 'r1 staged', 'away', 'r2 trial', 'r2 current']

test('a release is downloaded, asked about, switched to, tried and kept', () => {
  const life = new Life().pass(10).news().pass(60)
  expect(life.seen).toEqual(TAKEN)
  expect(life.tablet.slots).toMatchObject({ phase: 'settled', active: 'r2', previous: 'r1', failed: {} })
})

test('nobody is asked about a forced release', () => {
  const life = new Life({ answer: 1_000_000, download: 0, reload: 0, start: 0 }).pass(1)
  expect(life.news().pass(50).seen.at(-1)).toBe('r1 staged')
  expect(life.news({ force: true }).pass(1).seen.at(-1)).toBe('r2 current')
})

test('a release that does not come up is taken back, and not tried again until that is allowed', () => {
  const nature = { fails: (version: string) => (version === 'r2' ? 1 : 0) }
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    const life = new Life(nature, seed).pass(10).news().pass(120)
    expect(life.seen.slice(0, 6)).toEqual([...TAKEN.slice(0, 5), 'away'])
    expect(['boot-error', 'boot-blank', 'boot-timeout']).toContain(life.failure)
    expect(life.news().pass(120).seen.slice(6)).toEqual(['r1 current', 'r1 rolled_back'])
    expect(life.news({ retry: 'once more' }).seen.at(-1)).toBe('r1 downloading')
  }
})

test('each way to fail is taken', () => {
  const codes = Array.from(
    { length: 30 },
    (_, seed) => new Life({ fails: () => 1 }, seed).pass(10).news().pass(120).failure,
  )
  expect(new Set(codes)).toEqual(new Set(['boot-error', 'boot-blank', 'boot-timeout']))
})

test('a release that runs and is blocked is left for the one before', () => {
  const life = new Life()
    .pass(10)
    .news()
    .pass(60)
    .news({ version: 'r1', blocked: ['r2'] })
    .pass(10)
  expect(life.seen.slice(6)).toEqual(['away', 'r1 current'])
  expect(life.failure).toBe('blocked')
})

test('what is switched off in a download begins it anew, and goes on from a release that is there', () => {
  const life = new Life().pass(10).news().pass(1).happen({ type: 'closed' }).pass(100)
  expect(life.tablet.slots.staged).toBeUndefined()
  life.happen({ type: 'opened' }).news().pass(8)
  expect(life.tablet.slots.staged).toBe('r2')
  life.happen({ type: 'closed' }).happen({ type: 'opened' }).news().pass(90)
  expect(life.seen.slice(-2)).toEqual(['r2 trial', 'r2 current'])
})

test('a trial that is switched off again and again is given up', () => {
  const life = new Life({ start: 40_000 }).pass(10).news()
  while (life.tablet.slots.phase !== 'trial') life.pass(1)
  for (let start = 0; start < 3; start++) life.pass(40).happen({ type: 'closed' }).happen({ type: 'opened' })
  expect(life.failure).toMatch(/^boot-(?:timeout|attempts)$/)
})

test('an order to forget everything leaves the page running, and its release is stored anew', () => {
  const life = new Life().pass(10).news({ version: 'r1', directive: { do: 'reset', id: 'd1' } })
  expect(life.tablet.slots).toMatchObject({ phase: 'settled', active: 'r1', directive: 'd1' })
  expect(life.seen).toEqual(['r1 current'])
})

test('the same seed lives the same life, another seed another', () => {
  const end = (seed: number) => new Life({ fails: () => 0.5 }, seed).pass(10).news().pass(120).seen
  expect(end(7)).toEqual(end(7))
  expect(new Set(Array.from({ length: 20 }, (_, seed) => end(seed).join())).size).toBeGreaterThan(1)
})
