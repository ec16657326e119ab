import { RelevoError, SENTENCES } from '@relevo/core/errors'
import { ServerRefused } from './server/server-refused.ts'

/** An error as it is shown: the sentence, and what the reader can do. */
export interface Failure {
  code: string
  message: string
  do: string
  detail?: string
}

/** Why a command ended, for scripts. `--help` documents them; from `failed` on they are verdicts of `--wait`. */
export const EXIT = {
  done: 0,
  refused: 1,
  usage: 2,
  unreachable: 3,
  failed: 4,
  rolledBack: 5,
  timedOut: 6,
  superseded: 7,
  /** It stands still, by the brake or because it is paused, until a person does something. */
  stopped: 8,
  /** 128 and the number of SIGINT, as a shell has it. */
  interrupted: 130,
} as const

/** Put any error into words. The server's own words win: it may be newer than this program. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ServerRefused) {
    const { code, message, remedy, detail } = error
    return { code, message, do: remedy, ...(detail !== undefined && { detail }) }
  }
  if (error instanceof RelevoError) {
    const { code, detail } = error
    return { code, ...SENTENCES[code], ...(detail !== undefined && { detail }) }
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { code: 'internal', message: 'This program failed.', do: 'Report it with the detail.', detail }
}

/** The exit code for an error. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof RelevoError)) return EXIT.refused
  if (error.code === 'server-unreachable') return EXIT.unreachable
  return error.code === 'internal' ? EXIT.refused : EXIT.usage
}

/** A few lines for a person; a detail may have several of its own. */
export function failureText({ code, message, do: remedy, detail }: Failure): string {
  return `relevo: ${code} — ${message}\n${detail ? `  ${detail.replaceAll('\n', '\n  ')}\n` : ''}Do: ${remedy}\n`
}
