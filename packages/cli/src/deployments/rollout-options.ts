import { RelevoError } from '@relevo/core/errors'
import { readPlan, type WaveForm } from '@relevo/core/waves'
import { type Call, flag, type Option, text, texts } from '../command.ts'
import { secondsOf } from './duration.ts'
import { startOf } from './start-at.ts'
import { WAVE_SETTINGS, waveOf, wholeOf } from './wave-option.ts'

/** Options that say how a release spreads. Without any of them the environment's own plan holds. */
export const ROLLOUT_OPTIONS: Record<string, Option> = {
  strategy: { type: 'string', value: '<name>', says: 'all, canary or blue-green; default: what the environment has' },
  wave: {
    type: 'string',
    value: '<who>',
    multiple: true,
    says: 'of a canary, once for each: 5%, 10, group:lobby,homes, tag:qa; 5%:bake=1h:approval for one alone',
  },
  bake: { type: 'string', value: '<time>', says: 'of all waves: how long each is watched; default 10m' },
  success: { type: 'string', value: '<share>', says: 'of all waves: tablets that must succeed; default 0.9' },
  error: { type: 'string', value: '<share>', says: 'of all waves: tablets that may fail; default 0.05' },
  'min-samples': { type: 'string', value: '<n>', says: 'of all waves: tablets it takes to judge; default 5, or all' },
  approval: { type: 'boolean', says: 'a person has to agree before each wave but the first' },
  'on-error': { type: 'string', value: '<what>', says: 'when too many fail: pause, rollback or notify; default pause' },
  'at-once': { type: 'string', value: '<n>', says: 'tablets on their way at the same time; default all' },
  'tablet-timeout': { type: 'string', value: '<time>', says: 'a tablet that gets no further has failed; default 30m' },
  verify: { type: 'string', value: '<time>', says: 'how long a tablet must stay on it before it counts; default 1m' },
  patience: { type: 'string', value: '<time>', says: 'when a wave nobody can judge is paused; default 1h' },
  'max-offers': { type: 'string', value: '<n>', says: 'offers to one tablet that may lead to nothing; default 20' },
  'auto-promote': { type: 'string', value: '<time>', says: 'of blue-green: when it switches by itself; default never' },
  'start-at': { type: 'string', value: '<when>', says: 'begin then: 22:30, or 2026-03-30T22:30:00+02:00' },
}

/** What the options become in a request, beside the waves. */
const FIELDS: Record<string, (value: string, where: string) => Record<string, unknown>> = {
  'on-error': (value) => ({ onError: value }),
  'at-once': (value, where) => ({ atOnce: wholeOf(value, where) }),
  'tablet-timeout': (value, where) => ({ timeout: secondsOf(value, where) }),
  verify: (value, where) => ({ verify: secondsOf(value, where) }),
  patience: (value, where) => ({ patience: secondsOf(value, where) }),
  'max-offers': (value, where) => ({ maxOffers: wholeOf(value, where) }),
  'auto-promote': (value, where) => ({ autoPromote: secondsOf(value, where) }),
}

/**
 * The fields of a request that its options give. A plan of its own always names its strategy; none is there where no option
 * asks for one.
 *
 * @param now milliseconds since the epoch
 * @throws RelevoError `usage`, `plan-invalid`
 */
export function rolloutOf(call: Call, now: number): Record<string, unknown> & { strategy?: string } {
  const fields = given(call, FIELDS)
  const waves = wavesOf(call)
  const implied = fields.autoPromote !== undefined ? 'blue-green' : 'canary'
  const isAsked = waves.length > 0 || Object.keys(fields).length > 0
  const strategy = text(call, 'strategy') ?? (isAsked ? implied : undefined)
  const start = text(call, 'start-at')
  const plan = { ...(waves.length > 0 && { waves }), ...fields }
  // The server would refuse it too, but only when a folder has been uploaded.
  if (strategy !== undefined) readPlan({ strategy, ...plan })
  return {
    ...(strategy !== undefined && { strategy }),
    ...plan,
    ...(start !== undefined && { startAt: startOf(start, now) }),
  }
}

function wavesOf(call: Call): WaveForm[] {
  const usual: WaveForm = given(call, WAVE_SETTINGS)
  const waves = texts(call, 'wave').map((wave) => waveOf(wave, usual))
  const approval = flag(call, 'approval')
  const ofWaves = [...Object.keys(usual), ...(approval ? ['approval'] : [])]
  if (waves.length === 0 && ofWaves.length > 0)
    throw new RelevoError('usage', 'settings of all waves, and no --wave: name who is in the first ones')
  if (!approval) return waves
  // The wave of everybody that the server adds to the last one would not ask.
  const last = waves.at(-1)
  if (last && last.percent !== 100) waves.push({ ...settingsOf(last), percent: 100 })
  return waves.map((wave, index) => (index === 0 ? wave : { ...wave, approval: true }))
}

/** What is asked of a wave, without who is in it. */
function settingsOf({ percent: _, count: __, groups: ___, tags: ____, ...settings }: WaveForm): WaveForm {
  return settings
}

/** What the options that were given become, by how each is read. */
function given<T extends object>(call: Call, readers: Record<string, (value: string, where: string) => T>): T {
  const read = Object.entries(readers).map(([name, reader]) => {
    const value = text(call, name)
    return value === undefined ? {} : reader(value, `--${name}`)
  })
  return Object.assign({}, ...read)
}
