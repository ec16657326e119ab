import { contentsOf, listOf } from '@relevo/core/patch'
import type { FileEntry, Version } from '@relevo/core/release'
import type { Release } from '../release.ts'

/** A release as patches see it. */
export interface Side {
  version: Version
  /** SHA-256 of its list: releases that have the same files have the same. */
  list: string
  files: Readonly<Record<string, FileEntry>>
  /** Its different contents. */
  contents: readonly FileEntry[]
}

/** @param digest SHA-256 of a text, as hex */
export function sideOf({ version, manifest: { files } }: Release, digest: (text: string) => string): Side {
  const entries = Object.entries(files)
  return { version, list: digest(listOf(entries)), files, contents: contentsOf(entries) }
}
