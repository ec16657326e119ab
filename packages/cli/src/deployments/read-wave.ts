import { amount, type Fields, moment, numberOf, objectOf, some, word } from '../server/read-fields.ts'

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

/** Who is in a wave, as the server tells it. */
export function readMembers({ percent, count, groups, tags }: Fields): Members {
  return some({ percent: numberOf(percent), count: numberOf(count), groups: namesOf(groups), tags: namesOf(tags) })
}

/** A row of `waves`; `undefined` for what is none. */
export function readWave(row: unknown): WaveProgress | undefined {
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

function namesOf(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : undefined
}
