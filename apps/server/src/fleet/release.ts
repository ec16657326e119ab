import { RelevoError } from '@relevo/core/errors'
import { ENTRY, type EngineFloor, type FileEntry, type Manifest, type Version } from '@relevo/core/release'

/** A published release, as lists show it. Times are milliseconds since the epoch, everywhere in `fleet`. */
export interface ReleaseSummary {
  version: Version
  notes?: string
  /** The commit it was built from, as the publisher names it. */
  commit?: string
  /** Bytes of all files together. */
  bytes: number
  /** Number of files. */
  files: number
  publishedAt: number
  /** The oldest engines it runs in; absent when the publisher did not say. */
  engines?: EngineFloor
}

/** A published release with everything in it. */
export interface Release extends ReleaseSummary {
  manifest: Manifest
}

/** What a publisher hands in: the manifest, and what it says about it. */
export interface Publication {
  manifest: Manifest
  notes?: string
  commit?: string
}

/** The release a publication becomes at `at`. */
export function releaseOf({ manifest, notes, commit }: Publication, at: number): Release {
  const entries = Object.values(manifest.files)
  return {
    version: manifest.version,
    ...(notes !== undefined && { notes }),
    ...(commit !== undefined && { commit }),
    bytes: entries.reduce((sum, { size }) => sum + size, 0),
    files: entries.length,
    publishedAt: at,
    ...(manifest.engines && { engines: manifest.engines }),
    manifest,
  }
}

/** A release without its manifest. */
export function summaryOf({ manifest: _, ...summary }: Release): ReleaseSummary {
  return summary
}

/** The file a navigation gets. Every manifest that was read has one. */
export function entryOf({ version, manifest }: Release): FileEntry {
  const entry = manifest.files[ENTRY]
  if (!entry) throw new RelevoError('manifest-invalid', `${version} has no ${ENTRY}`)
  return entry
}

/** Do two manifests list the very same files? */
export function sameFiles(one: Manifest, other: Manifest): boolean {
  const paths = Object.keys(one.files)
  if (paths.length !== Object.keys(other.files).length) return false
  return paths.every((path) => {
    const [a, b] = [one.files[path], other.files[path]]
    return a?.sha256 === b?.sha256 && a?.size === b?.size && a?.type === b?.type
  })
}

/** Do two manifests name the very same engines? */
export function sameEngines({ engines: one = {} }: Manifest, { engines: other = {} }: Manifest): boolean {
  return one.chrome === other.chrome && one.firefox === other.firefox && one.safari === other.safari
}
