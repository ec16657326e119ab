import { RelevoError } from '@relevo/core/errors'
import { type Call, flag, type Option, text } from '../command.ts'
import type { Goal } from './verdict.ts'

/** Seconds. */
const USUAL_TIMEOUT = 600

/** A day: no CI job lasts longer, and a timer cannot be set for much more than three weeks. */
const LONGEST_TIMEOUT = 86_400

/** Options of every command that may wait for a deployment. */
export const WAIT_OPTIONS: Record<string, Option> = {
  wait: { type: 'boolean', says: 'follow it on stderr to its end; the exit code tells how it went' },
  timeout: { type: 'string', value: '<seconds>', says: `how long to wait; default ${USUAL_TIMEOUT}` },
}

/** Of a command that sets waves, or a preview, going: where waiting ends. */
export const UNTIL_OPTION: Record<string, Option> = {
  until: { type: 'string', value: '<wave|preview>', says: 'with --wait: done when this wave has passed, such as 1' },
}

/** For how long somebody waits. */
export interface Waiting {
  /** Milliseconds. */
  timeout: number
}

/**
 * Does the caller wait, and for how long? To be asked before anything is sent.
 *
 * @throws RelevoError `usage` for a `--timeout` that is none
 */
export function waitingOf(call: Call): Waiting | undefined {
  const given = text(call, 'timeout') ?? String(USUAL_TIMEOUT)
  const seconds = /^\d{1,5}$/.test(given) ? Number(given) : 0
  if (seconds < 1 || seconds > LONGEST_TIMEOUT)
    throw new RelevoError('usage', `--timeout: ${JSON.stringify(given)} is no number of seconds from 1 to 86400`)
  return flag(call, 'wait') ? { timeout: 1000 * seconds } : undefined
}

/**
 * What does the caller wait for?
 *
 * @throws RelevoError `usage` for an `--until` that is none, or that nobody waits for
 */
export function goalOf(call: Call): Goal {
  const until = text(call, 'until')
  if (until === undefined) return 'live'
  if (!flag(call, 'wait')) throw new RelevoError('usage', '--until says where waiting ends: it needs --wait')
  if (until === 'preview') return 'preview'
  if (!/^[1-9]\d?$/.test(until))
    throw new RelevoError('usage', `--until: ${JSON.stringify(until)} is neither the number of a wave nor preview`)
  return { wave: Number(until) }
}
