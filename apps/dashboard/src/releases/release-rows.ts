import type { ReleaseRow } from '../api/rows.ts'

/** A release with what became of it. */
export interface WholeRelease extends ReleaseRow {
  commit?: string
  /** Environments in which it is current. */
  environments?: string[]
}

interface Sum {
  files: number
  bytes: number
}

/** A file that differs. */
export interface ChangedFile {
  path: string
  kind: 'added' | 'changed' | 'removed'
  bytes: number
  /** Its size before. */
  was?: number
}

/** How a release differs from another one. */
export interface Changes {
  /** The other one; absent when there was none before. */
  from?: string
  added: Sum
  changed: Sum
  removed: Sum
  unchanged: Sum
  /** What a tablet has to download that has the other one, in bytes. */
  download: number
  /** The biggest of them. */
  files: ChangedFile[]
}
