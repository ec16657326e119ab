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

/** Its bytes were found to be wrong, and it is made once more: that is done once. */
interface Remade {
  isRemade?: true
}

/** Where a patch stands. What is not even begun has no state. */
export type PatchState =
  /** Written before it is begun: what ends the process each time is not tried for ever. */
  | ({ phase: 'making'; tries: number } & Remade)
  /** It is on disk; whether it is worth having shows when the contents it makes are brotli. */
  | ({ phase: 'unsure'; sizes: PatchSizes } & Remade)
  /** Tablets may have it. `full`: what they would download else, once that is known exactly. */
  | ({ phase: 'made'; sizes: PatchSizes; full?: number } & Remade)
  | { phase: 'pointless'; full: number; sizes?: PatchSizes }
  /** `isFinal`: it is not tried again by the next process either. */
  | { phase: 'failed'; why: string; isFinal?: true }

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
  /** It was called off, or the machine could not do it: that counts for nothing. */
  | { type: 'put-off' }
  | { type: 'failed'; why: string }
  /** Tablets could not use it, and its bytes are not what they are to be. */
  | { type: 'found-wrong'; why: string }

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
        ? { phase: 'making', tries: tries + 1, ...remade(state) }
        : { phase: 'failed', why: 'it ended the server', isFinal: true }
    }
    case 'packed':
      return state?.phase === 'making' ? weighed(state, event.sizes, event.full, isWhole) : state
    case 'weighed':
      if (state?.phase !== 'unsure' && state?.phase !== 'made') return state
      if (state.phase === 'made' && state.full === event.full.br) return state
      return weighed(state, state.sizes, event.full, isWhole)
    case 'too-little':
      // It may have been begun when gzip of a content was not to be had.
      return state === undefined || state.phase === 'making' ? { phase: 'pointless', full: event.full } : state
    case 'put-off':
      return state?.phase === 'making' ? { ...state, tries: state.tries - 1 } : state
    case 'failed':
      if (state?.phase !== 'making') return state
      return state.tries < MOST_TRIES ? state : { phase: 'failed', why: event.why }
    case 'found-wrong':
      if (state?.phase !== 'made') return state
      return state.isRemade
        ? { phase: 'failed', why: event.why, isFinal: true }
        : { phase: 'making', tries: 0, isRemade: true }
  }
}

function remade(state: Remade | undefined): Remade {
  return state?.isRemade ? { isRemade: true } : {}
}

function weighed(before: Remade, sizes: PatchSizes, full: Full, isWhole: boolean): PatchState {
  const known = full.br !== undefined && { full: full.br }
  const verdict = isWhole ? 'worth' : verdictOf(sizes.br, full)
  if (verdict === 'worth') return { phase: 'made', sizes, ...known, ...remade(before) }
  if (verdict === 'unsure') return { phase: 'unsure', sizes, ...remade(before) }
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
