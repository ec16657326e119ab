import { describe, expect, it } from 'vitest'
import { keptReleases } from '../slots/slots.ts'
import type { Policy, UpdateRules } from '../update/state.ts'
import { type Dice, dice } from './dice.ts'
import { Tablet, type World } from './tablet.ts'

const RULES: UpdateRules = {
  policy: 'prompt',
  countdown: 60_000,
  later: 600_000,
  laterLimit: 2,
  maxHold: 300_000,
  backoff: 5_000,
  backoffMost: 300_000,
  renewal: 3_600_000,
}
const HEALTH = { r0: 'good', r1: 'good', r2: 'throws', r3: 'good', r4: 'hangs', r5: 'good' } as const
const RELEASES = ['r0', 'r1', 'r2', 'r3', 'r4', 'r5'] as const
const SEEDS = 150
const MOVES = 150
/** Most pages of one tablet at a time. */
const PAGES = 2

function firstWorld(): World {
  return {
    now: 0,
    wanted: 'r0',
    force: false,
    blocked: [],
    retry: undefined,
    health: HEALTH,
    online: true,
    reloads: true,
  }
}

/** A tablet that runs a good release and keeps it, as one that was installed in peace. */
function installed(world: World, rules: UpdateRules): Tablet {
  const tablet = new Tablet(world, rules)
  tablet.navigate()
  calm(tablet, world)
  expect(tablet.slots).toMatchObject({ phase: 'settled', active: 'r0' })
  return tablet
}

/** One thing that can happen to a tablet on a wall. */
function move(tablet: Tablet, world: World, chance: Dice): void {
  world.now += chance.below(20_000)
  const [first, ...others] = tablet.pages
  if (!first) {
    tablet.navigate()
    return
  }
  const page = chance.pick([first, ...others])
  const reason = chance.pick(['in-use', 'call'])
  chance.pick([
    () => tablet.boot(page),
    () => tablet.boot(page),
    () => tablet.answer(page, chance.chance(0.8)),
    () => tablet.answer(page, true),
    () => tablet.look(page),
    () => tablet.look(page),
    () => tablet.poll(page),
    () => tablet.poll(page),
    () => tablet.tell(page, { type: 'accepted' }),
    () => tablet.tell(page, { type: 'later' }),
    () => tablet.tell(page, { type: 'hold', reason }),
    () => tablet.tell(page, { type: 'free', reason }),
    () => rarely(tablet, world, chance),
  ])()
}

function rarely(tablet: Tablet, world: World, chance: Dice): void {
  const [page] = tablet.pages
  chance.pick([
    () => Object.assign(world, { wanted: chance.pick(RELEASES), force: chance.chance(0.3) }),
    () => Object.assign(world, { wanted: chance.pick(RELEASES), blocked: [] }),
    () => Object.assign(world, { blocked: [chance.pick(RELEASES)] }),
    () => Object.assign(world, { retry: `retry-${world.now}` }),
    () => Object.assign(world, { online: chance.chance(0.7) }),
    () => Object.assign(world, { reloads: chance.chance(0.7) }),
    () => tablet.lose(),
    () => tablet.stopWorker(),
    () => tablet.navigate(page),
    () => (tablet.pages.length < PAGES ? tablet.navigate() : undefined),
    () => tablet.happen({ type: 'rollback', at: world.now }),
  ])()
}

/** Time goes by and everything works: the network, the worker, the kiosk and who stands in front of it. */
function calm(tablet: Tablet, world: World): void {
  Object.assign(world, { online: true, reloads: true })
  for (let round = 0; round < 60; round += 1) {
    world.now += 15_000
    if (tablet.pages.length === 0) tablet.navigate()
    for (const page of tablet.pages) {
      // Somebody restarts a page that hangs, or whose reload the kiosk ignored.
      const unserved = tablet.slots.phase === 'trial' && tablet.slots.trial.attempts === 0
      if (round % 10 === 9 && (page.dead || unserved)) tablet.navigate(page)
      for (const reason of page.state.holds) tablet.tell(page, { type: 'free', reason })
      while (page.asks.length > 0 && tablet.pages.includes(page)) tablet.answer(page, true)
      tablet.boot(page)
      tablet.look(page)
      tablet.poll(page)
      tablet.tell(page, { type: 'accepted' })
    }
  }
}

/** On the wanted release, or on a good one with the failure of the wanted one remembered. */
function expectSafe(tablet: Tablet, world: World): void {
  const { slots } = tablet
  expect(slots.phase).toBe('settled')
  expect(HEALTH[slots.active as keyof typeof HEALTH]).toBe('good')
  const failed = Object.hasOwn(slots.failed, world.wanted)
  for (const { state } of tablet.pages) {
    expect(HEALTH[state.running as keyof typeof HEALTH]).toBe('good')
    if (world.blocked.includes(world.wanted)) expect(state.phase).toBe('current')
    else if (failed) expect([state.phase, 'target' in state && state.target]).toEqual(['rolled_back', world.wanted])
    else expect([state.phase, state.running, slots.active]).toEqual(['current', world.wanted, world.wanted])
  }
}

interface End {
  tablet: Tablet
  world: World
  /** Reloads from the last disturbance to where the tablet ended, and after that. */
  reloads: number
  reloadsAfter: number
}

/** A tablet's life: installed, disturbed in every way, then left in peace. */
function live(seed: number, policy: Policy): End {
  const chance = dice(seed)
  const world = firstWorld()
  const tablet = installed(world, { ...RULES, policy })
  for (let n = 0; n < MOVES; n += 1) {
    move(tablet, world, chance)
    expectPromise(tablet)
  }
  const disturbed = tablet.reloads
  calm(tablet, world)
  const ended = tablet.reloads
  calm(tablet, world)
  return { tablet, world, reloads: ended - disturbed, reloadsAfter: tablet.reloads - ended }
}

/** What holds at every moment: what a tablet can fall back on is good, and what failed is gone. */
function expectPromise({ slots }: Tablet): void {
  expect(HEALTH[slots.active as keyof typeof HEALTH]).toBe('good')
  for (const version of Object.keys(slots.failed)) expect(keptReleases(slots)).not.toContain(version)
}

const POLICIES = ['prompt', 'auto', 'force'] as const

describe('page and worker together', () => {
  it.each(POLICIES)('[U37] end on the wanted release, or on a good one and remember the failure (%s)', (policy) => {
    const ends = { wanted: 0, remembered: 0 }
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { tablet, world } = live(seed, policy)
      try {
        expectSafe(tablet, world)
      } catch (cause) {
        const { slots, pages } = tablet
        throw new Error(`seed ${seed} ended with ${JSON.stringify({ world, slots, pages })}`, { cause })
      }
      ends[Object.hasOwn(tablet.slots.failed, world.wanted) ? 'remembered' : 'wanted'] += 1
    }
    expect(Math.min(...Object.values(ends))).toBeGreaterThan(SEEDS / 10)
  })

  it.each(POLICIES)('[U38] reload at most five times each to get there, and then no more (%s)', (policy) => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { reloads, reloadsAfter } = live(seed, policy)
      expect([seed, reloads <= 5 * PAGES, reloadsAfter]).toEqual([seed, true, 0])
    }
  })
})
