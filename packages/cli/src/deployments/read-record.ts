import { amount, type Fields, moment, some, word } from '../server/read-fields.ts'

/** One attempt to measure one target. */
export interface Check {
  /** `forward`, `back` after a rollback, `manual` for one that somebody asked for. */
  round: string
  /** The first is 1. */
  attempt: number
  target: string
  /** A target that must be well decides; one that may be is only told. */
  must: boolean
  /** `healthy`, `unhealthy`, or `unmeasured`: nothing could be found out. */
  verdict: string
  /** HTTP status, or what a command ended with. */
  status?: number
  /** Milliseconds. */
  latency?: number
  /** What the target's name led to. */
  address?: string
  /** The beginning of what it answered. */
  excerpt?: string
  detail?: string
  at?: string | number
}

/** A line the deployer wrote. */
export interface OutputLine {
  /** `prepare`, `deploy`, `roll-back`. */
  step: string
  /** `stdout`, `stderr`. */
  stream: string
  text: string
  at?: string | number
}

/** A row of `checks`; `undefined` for what is none. */
export function readCheck(row: unknown): Check | undefined {
  const { round, attempt, target, must, verdict, status, latency, address, excerpt, detail, at } = (row ?? {}) as Fields
  if (typeof target !== 'string' || typeof verdict !== 'string') return undefined
  return {
    round: word(round) ?? 'forward',
    attempt: amount(attempt),
    target,
    must: must !== false,
    verdict,
    ...some({
      status: typeof status === 'number' ? status : undefined,
      latency: typeof latency === 'number' ? latency : undefined,
      address: word(address),
      excerpt: word(excerpt),
      detail: word(detail),
      at: moment(at),
    }),
  }
}

/** A row of `output`; `undefined` for what is none. */
export function readOutputLine(row: unknown): OutputLine | undefined {
  const { step, stream, text, at } = (row ?? {}) as Fields
  if (typeof text !== 'string') return undefined
  return { step: word(step) ?? 'deploy', stream: word(stream) ?? 'stdout', text, ...some({ at: moment(at) }) }
}
