import { describe, expect, it } from 'vitest'
import { type Dice, dice } from '../testing/dice.ts'
import { RULES } from '../testing/updates.ts'
import { firstState, isHeldByApp, type Policy, policyOf, type UpdateRules, type UpdateState } from './state.ts'
import { step, type UpdateEvent, type UpdateStep } from './step.ts'

const VERSIONS = ['r1', 'r2', 'r3', 'constructor'] as const
const HOLDS = ['in-use', 'hours', 'call', 'door'] as const
const POLICIES = ['prompt', 'auto', 'force'] as const
const SEEDS = 40
const EVENTS_A_RUN = 200

const BASE = ['phase', 'running', 'holds', 'ready', 'stored', 'failed', 'news']
const WAY = [...BASE, 'target', 'attempt', 'consent']
/** What a state may carry: nothing of a phase that was left. */
const FIELDS: Record<UpdateState['phase'], string[]> = {
  current: BASE,
  trial: [...BASE, 'token'],
  downloading: [...WAY, 'loaded', 'total'],
  backing_off: [...WAY, 'error', 'detail', 'until'],
  stuck: [...WAY, 'error', 'detail', 'until'],
  staged: [...WAY, 'since'],
  switching: WAY,
  rolled_back: [...BASE, 'target', 'error', 'detail'],
}

function anyEvent(state: UpdateState, at: number, chance: Dice): UpdateEvent {
  const target = 'target' in state && chance.chance(0.7) ? state.target : chance.pick(VERSIONS)
  const failed = chance.chance(0.3) ? { [chance.pick(VERSIONS)]: { code: 'boot-error' as const } } : {}
  const blocked = chance.chance(0.1) ? [chance.pick(VERSIONS)] : []
  const engines = chance.chance(0.1) ? { chrome: 107 } : undefined
  const news = { version: chance.pick(VERSIONS), force: chance.chance(0.2), blocked, manifest: 'm', engines }
  return chance.pick<UpdateEvent>([
    { at, type: 'worker', stored: chance.chance(0.5), failed, ...(chance.chance(0.2) && { trial: `token-${at}` }) },
    { at, type: 'news', news },
    { at, type: 'news', news: { ...news, version: target } },
    { at, type: 'progress', target, loaded: 1, total: 2 },
    { at, type: 'stored', target },
    { at, type: 'stage-failed', target, code: chance.chance(0.7) ? 'network' : 'reload-loop' },
    { at, type: 'switch-failed', target, code: 'reload-ignored', detail: 'kiosk' },
    { at, type: 'ready' },
    { at, type: 'hold', reason: chance.pick(HOLDS) },
    { at, type: 'free', reason: chance.pick(HOLDS) },
    { at, type: 'free', reason: chance.pick(HOLDS) },
    { at, type: 'accepted' },
    { at, type: 'later' },
    { at, type: 'online' },
    { at, type: 'wake' },
    { at, type: 'shown' },
  ])
}

/** What must hold after every step, whatever happened. */
function check(before: UpdateState, event: UpdateEvent, { state, effects }: UpdateStep, rules: UpdateRules): void {
  for (const field of Object.keys(state)) expect(FIELDS[state.phase]).toContain(field)
  const failed = Object.keys(state.failed)
  const wayIsOpen = (version: string) => !failed.includes(version) && !state.news?.blocked.includes(version)

  for (const effect of effects) {
    if (effect.do === 'wake') expect(effect.at).toBeGreaterThan(event.at)
    if (effect.do === 'stage') expect([state.phase, wayIsOpen(effect.target)]).toEqual(['downloading', true])
    if (effect.do === 'prompt')
      expect([state.phase, policyOf(state, rules), isHeldByApp(state)]).toEqual(['staged', 'prompt', false])
    if (effect.do === 'confirm') expect(state.phase === 'trial' && state.ready && state.token).toBe(effect.token)
    if (effect.do === 'adopt')
      expect([state.ready, state.stored, wayIsOpen(state.running)]).toEqual([true, false, true])
  }

  const names = effects.map((effect) => effect.do)
  if (before.phase === 'staged' && state.phase !== 'staged') expect(names).toContain('dismiss')
  if (before.phase === 'trial' && state.phase !== 'trial')
    expect(event.type === 'worker' && event.trial === undefined).toBe(true)
  if (state.phase === 'backing_off' && before.phase !== 'backing_off') expect(names).toContain('wake')
  if (state.phase === 'stuck' && before.phase !== 'stuck')
    expect(names.includes('wake')).toBe(state.error !== 'incompatible')
  if ('attempt' in state && state.phase !== 'switching') {
    expect(state.target).toBe(state.news?.version)
    expect([state.target !== state.running, wayIsOpen(state.target)]).toEqual([true, true])
  }
  if (state.phase === 'rolled_back') expect(failed).toContain(state.target)

  expect(names.includes('switch')).toBe(state.phase === 'switching' && before.phase !== 'switching')
  if (names.includes('switch')) {
    expect(['staged', 'downloading']).toContain(before.phase)
    if (isHeldByApp(state)) {
      const since = before.phase === 'staged' ? before.since : event.at
      expect([policyOf(state, rules), event.at >= since + rules.maxHold]).toEqual(['force', true])
    }
  }
  if (state.phase === 'staged' && 'laters' in state.consent)
    expect(state.consent.laters).toBeLessThanOrEqual(rules.laterLimit)
}

/** How many looks in a row a state asks for, when nothing but time goes by. */
function looksAhead({ state, effects }: UpdateStep, rules: UpdateRules): number {
  let [now, looks] = [{ state, effects }, 0]
  for (;;) {
    const wake = now.effects.find((effect) => effect.do === 'wake')
    if (!wake || looks > 10) return looks
    looks += 1
    now = step(now.state, { type: 'wake', at: wake.at }, rules)
  }
}

describe('random runs of an update', () => {
  it.each(POLICIES)(`keep every rule in ${SEEDS} runs of ${EVENTS_A_RUN} events, policy %s`, (policy: Policy) => {
    const rules = { ...RULES, policy, engine: { name: 'chrome', version: 83 } as const }
    const reached = new Map<string, number>()
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const chance = dice(seed)
      let state = firstState('r1')
      let at = 0
      const history: UpdateEvent[] = []
      for (let n = 0; n < EVENTS_A_RUN; n += 1) {
        at += chance.below(200)
        const event = anyEvent(state, at, chance)
        history.push(event)
        const next = step(state, event, rules)
        try {
          check(state, event, next, rules)
          expect(looksAhead(next, rules)).toBeLessThanOrEqual(3)
        } catch (cause) {
          throw new Error(`seed ${seed}: ${JSON.stringify(history.slice(-8))} led to ${JSON.stringify(next)}`, {
            cause,
          })
        }
        if (next.state.phase !== state.phase) reached.set(next.state.phase, (reached.get(next.state.phase) ?? 0) + 1)
        state = next.state
      }
    }
    expect([...reached.keys()].sort()).toEqual(Object.keys(FIELDS).sort())
    for (const times of reached.values()) expect(times).toBeGreaterThan(SEEDS / 4)
  })
})
