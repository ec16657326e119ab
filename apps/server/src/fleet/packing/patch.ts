import type { Version } from '@relevo/core/release'
import { type Full, verdictOf } from './verdict.ts'

/** SHA-256 of the list of no release: a patch from it is the whole of a release in one answer. */
export const NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** The bytes of a patch in each form, and how it is undone. */
export interface PatchSizes {
  br: number
  gzip: number
  identity: number
}

/** Where a patch stands. What is not even begun has no state. */
export type PatchState =
  /** Written before it is begun: what ends the process each time is not tried for ever. */
  | { phase: 'making'; tries: number }
  /** It is on disk; whether it is worth having shows when the contents it makes are brotli. */
  | { phase: 'unsure'; sizes: PatchSizes }
  /** Tablets may have it. `full`: what they would download else, once that is known exactly. */
  | { phase: 'made'; sizes: PatchSizes; full?: number }
  | { phase: 'pointless'; full: number; sizes?: PatchSizes }
  | { phase: 'failed'; why: string }

/** What names a patch: the lists it is between, whatever the releases are called that have them. */
export interface Between {
  /** SHA-256 of the list it is made from. */
  from: string
  /** Of the list it makes. */
  to: string
}

/** What is known of a patch. */
export interface Patch extends Between {
  /** The releases it was first wanted for; of a whole release there is only one. */
  fromVersion?: Version
  toVersion: Version
  state: PatchState
  /** When it came there, ms since the epoch. */
  at: number
}

export type PatchEvent =
  | { type: 'begun' }
  | { type: 'packed'; sizes: PatchSizes; full: Full }
  /** What it saves is known, or is not what it was. */
  | { type: 'weighed'; full: Full }
  /** What it would save is less than it has at least. */
  | { type: 'too-little'; full: number }
  /** It was called off, or there was no room: that counts for nothing. */
  | { type: 'put-off' }
  | { type: 'failed'; why: string }
  /** Tablets could not use it. */
  | { type: 'withdrawn'; why: string }

/** Times that a patch is tried to be made. */
export const MOST_TRIES = 3

/**
 * What an event makes of a patch. Pure. One that means nothing in a state gives back the very same.
 *
 * @param state `undefined` before it was begun
 * @param isWhole there is no other way to get a whole release in one answer: it is made whatever it weighs
 */
export function patchAfter(state: PatchState | undefined, event: PatchEvent, isWhole: boolean): PatchState | undefined {
  switch (event.type) {
    case 'begun': {
      const tries = state?.phase === 'making' ? state.tries : 0
      if (state && state.phase !== 'making') return state
      return tries < MOST_TRIES
        ? { phase: 'making', tries: tries + 1 }
        : { phase: 'failed', why: 'it ended the server' }
    }
    case 'packed':
      return state?.phase === 'making' ? weighed(event.sizes, event.full, isWhole) : state
    case 'weighed':
      if (state?.phase !== 'unsure' && state?.phase !== 'made') return state
      if (state.phase === 'made' && state.full === event.full.br) return state
      return weighed(state.sizes, event.full, isWhole)
    case 'too-little':
      return state ?? { phase: 'pointless', full: event.full }
    case 'put-off':
      return state?.phase === 'making' ? { phase: 'making', tries: state.tries - 1 } : state
    case 'failed':
      if (state?.phase !== 'making') return state
      return state.tries < MOST_TRIES ? state : { phase: 'failed', why: event.why }
    case 'withdrawn':
      return state?.phase === 'made' ? { phase: 'failed', why: event.why } : state
  }
}

function weighed(sizes: PatchSizes, full: Full, isWhole: boolean): PatchState {
  const known = full.br !== undefined && { full: full.br }
  const verdict = isWhole ? 'worth' : verdictOf(sizes.br, full)
  if (verdict === 'worth') return { phase: 'made', sizes, ...known }
  if (verdict === 'unsure') return { phase: 'unsure', sizes }
  return { phase: 'pointless', full: full.br ?? full.gzip, sizes }
}

/** Is there nothing to be done for it any more? */
export function isSettled(state: PatchState | undefined): boolean {
  return state !== undefined && state.phase !== 'making' && state.phase !== 'unsure'
}

/** Are its bytes to be on disk? */
export function hasBytes(state: PatchState): boolean {
  return state.phase === 'made' || state.phase === 'unsure'
}
