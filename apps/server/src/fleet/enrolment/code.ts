import type { Secrets } from '../access/secrets.ts'
import { readSymbols, symbolsOf } from './base32.ts'

/** What lets tablets in for a short time, without the code itself. Times are ms since the epoch. */
export interface EnrolmentCode {
  id: string
  /** SHA-256 of the code as `readCode` reads it, in hex. */
  hash: string
  /** The only tablet it is for; absent = any. */
  tablet?: string
  /** How many tablets it lets in. */
  uses: number
  used: number
  createdAt: number
  /** Who made it, as `actorOf` says it. */
  createdBy: string
  expiresAt: number
  /** When somebody withdrew it. */
  withdrawnAt?: number
}

export type CodeState = 'good' | 'expired' | 'used-up' | 'withdrawn'

/** A code as it is listed. */
export type ListedCode = Omit<EnrolmentCode, 'hash'> & { state: CodeState }

const LENGTH = 8

/** A new code, as people read it: 40 bits of chance, which is enough for what is good for a day and not guessed often. */
export function drawCode(secrets: Pick<Secrets, 'draw' | 'digest'>): string {
  const symbols = symbolsOf(secrets.digest(secrets.draw()), LENGTH)
  return `${symbols.slice(0, LENGTH / 2)}-${symbols.slice(LENGTH / 2)}`
}

/**
 * The code that somebody typed or scanned, in the one form that is compared.
 *
 * @example readCode('k7qm 2xdo') // 'K7QM2XD0'
 */
export function readCode(text: string): string | undefined {
  return readSymbols(text, LENGTH)
}

/** Is it good at this moment, and if not, why? */
export function codeState({ withdrawnAt, expiresAt, used, uses }: Omit<EnrolmentCode, 'hash'>, now: number): CodeState {
  if (withdrawnAt !== undefined) return 'withdrawn'
  if (expiresAt <= now) return 'expired'
  return used >= uses ? 'used-up' : 'good'
}
