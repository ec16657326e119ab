import { amount, type Fields, moment, numberOf, objectOf, readRows, some, word } from '../server/read-fields.ts'
import { readWave, type WaveProgress } from './read-wave.ts'

/** How a deployment spreads, and what stands in its way. */
export interface Rollout {
  /** `all`, `canary`, `blue-green`; absent of an older server. */
  strategy?: string
  /** As the server has it, with everything filled in; times in seconds. */
  plan?: Fields
  /** When it is to begin. */
  startAt?: string | number
  /** When the present wait ends. */
  until?: string | number
  /** The wave it has come to, from 1, and how many there are. */
  wave?: number
  waveCount?: number
  paused?: Pause
  brake?: Brake
  /** Where the release stands before it is switched to. */
  previewUrl?: string
  waves?: WaveProgress[]
}

/** It stands still until somebody says otherwise. */
interface Pause {
  /** `operator`: a person; `inconclusive`: a wave cannot be judged. */
  why: string
  detail?: string
  at?: string | number
}

/** Too many tablets failed. Shares are 0 to 1. */
interface Brake {
  wave: number
  /** Tablets that failed, of those that came to an end. */
  errors: number
  samples: number
  /** The share that fails at least, and the one that may. */
  value: number
  threshold: number
  /** `pause`, `rollback`, `notify`. */
  action: string
  at?: string | number
}

/** Read what a deployment tells of its rollout; whatever is not there, or cannot be read, is left out. */
export function readRollout(told: Fields): Rollout {
  const { plan, wave, waveCount, waves } = told
  return some({
    strategy: word(told.strategy),
    plan: objectOf(plan),
    startAt: moment(told.startAt),
    until: moment(told.until),
    wave: numberOf(wave),
    waveCount: numberOf(waveCount),
    paused: readPause(objectOf(told.paused)),
    brake: readBrake(objectOf(told.brake)),
    previewUrl: word(told.previewUrl),
    waves: Array.isArray(waves) ? readRows(waves, readWave).filter((row) => row !== undefined) : undefined,
  })
}

function readPause(told: Fields | undefined): Pause | undefined {
  return told && { why: word(told.why) ?? 'operator', ...some({ detail: word(told.detail), at: moment(told.at) }) }
}

function readBrake(told: Fields | undefined): Brake | undefined {
  if (!told) return undefined
  const { wave, errors, samples, value, threshold, action, at } = told
  return {
    wave: amount(wave),
    errors: amount(errors),
    samples: amount(samples),
    value: amount(value),
    threshold: amount(threshold),
    action: word(action) ?? 'pause',
    ...some({ at: moment(at) }),
  }
}
