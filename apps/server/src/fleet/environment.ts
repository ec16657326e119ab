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
}

/** The environment every server begins with, and the one meant where none is named. */
export const PRODUCTION = 'production'
