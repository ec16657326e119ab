import { amount, type Fields, moment, readRows, some, word } from '../server/read-fields.ts'

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

/** Who is in a wave. */
export interface Members {
  percent?: number
  count?: number
  groups?: string[]
  tags?: string[]
}

/** A wave and how far it is; the numbers are tablets. */
export interface WaveProgress extends Members {
  wave: number
  /** `pending`, `open`, `baking`, `passed`. */
  status: string
  bake?: number
  success?: number
  error?: number
  minSamples?: number
  approval: boolean
  openedAt?: string | number
  passedAt?: string | number
  members: number
  online: number
  underWay: number
  succeeded: number
  /** Failed, fallen silent or gone back. */
  failed: number
  waiting: number
  incompatible: number
  verdict?: Verdict
}

/** How a wave was measured. Shares are 0 to 1. */
export interface Verdict {
  /** `passed`, `inconclusive`, `errors`, `waiting`. */
  kind: string
  value: number
  threshold: number
  samples: number
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

/** Who is in a wave, as the server tells it. */
export function readMembers({ percent, count, groups, tags }: Fields): Members {
  return some({ percent: numberOf(percent), count: numberOf(count), groups: namesOf(groups), tags: namesOf(tags) })
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

function readWave(row: unknown): WaveProgress | undefined {
  const told = objectOf(row)
  if (!told || typeof told.wave !== 'number') return undefined
  const { bake, success, error, minSamples } = told
  return {
    wave: told.wave,
    ...readMembers(told),
    status: word(told.status) ?? 'pending',
    approval: told.approval === true,
    members: amount(told.members),
    online: amount(told.online),
    underWay: amount(told.underWay),
    succeeded: amount(told.succeeded),
    failed: amount(told.failed),
    waiting: amount(told.waiting),
    incompatible: amount(told.incompatible),
    ...some({
      bake: numberOf(bake),
      success: numberOf(success),
      error: numberOf(error),
      minSamples: numberOf(minSamples),
      openedAt: moment(told.openedAt),
      passedAt: moment(told.passedAt),
      verdict: readVerdict(objectOf(told.verdict)),
    }),
  }
}

function readVerdict(told: Fields | undefined): Verdict | undefined {
  if (!told) return undefined
  const { kind, value, threshold, samples } = told
  return { kind: word(kind) ?? 'waiting', value: amount(value), threshold: amount(threshold), samples: amount(samples) }
}

function objectOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function namesOf(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : undefined
}
