import type { Directive } from '@relevo/core/protocol'
import type { Version } from '@relevo/core/release'

/** A fleet and what it should run. */
export interface Environment {
  name: string
  /** Absent until a release was made current for the first time. */
  current?: Version
  /** Tablets switch without asking. */
  force: boolean
  /** Names one further try of `current` on tablets where it failed. */
  retry?: string
  /** When `current` was last set. */
  changedAt?: number
  notes?: string
  /** What every tablet is ordered to do, once, until it is withdrawn. */
  directive?: Directive
}

/** The environment every server begins with, and the one meant where none is named. */
export const PRODUCTION = 'production'
