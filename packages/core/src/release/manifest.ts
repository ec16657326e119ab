import { RelevoError } from '../errors/relevo-error.ts'
import { type EngineFloor, readEngines } from './engine.ts'
import { isReleasePath } from './path.ts'
import { isVersion, type Version } from './version.ts'

/** One file of a release. `sha256` is 64 lower-case hex digits, `size` is in bytes, `type` is a media type. */
export interface FileEntry {
  sha256: string
  size: number
  type: string
}

/** A release: its version and every file by path. Immutable; where the files are hosted is not its concern. */
export interface Manifest {
  version: Version
  files: Record<string, FileEntry>
  /** The oldest engines it runs in. */
  engines?: EngineFloor
}

/** The file a navigation gets; a manifest without it cannot be shown. */
export const ENTRY = 'index.html'

const SHA256 = /^[0-9a-f]{64}$/
const TYPE = /^[\w.+-]+\/[\w.+-]+(?:; ?[\w-]+=[\w."-]+)*$/

export function isSha256(value: unknown): value is string {
  return typeof value === 'string' && SHA256.test(value)
}

/**
 * Read a manifest from outside. The result has no prototype in `files`, so a file called `__proto__` is just a file.
 *
 * @param value parsed JSON
 * @throws RelevoError `manifest-invalid`, whose detail names the first thing wrong
 * @example readManifest(await response.json())
 */
export function readManifest(value: unknown): Manifest {
  const manifest = readFiles(value)
  const engines = readEngines((value as { engines?: unknown }).engines)
  return { ...manifest, ...(engines && { engines }) }
}

/** What a tablet needs of a manifest to store it: whether it may was told by `version.json`. Throws as `readManifest`. */
export function readFiles(value: unknown): Manifest {
  const { version, files } = (value ?? {}) as { version?: unknown; files?: unknown }
  if (!isVersion(version)) invalid('version')
  if (typeof files !== 'object' || files === null || Array.isArray(files)) invalid('files')
  const read: Record<string, FileEntry> = Object.create(null)
  for (const [path, entry] of Object.entries(files)) {
    if (!isReleasePath(path)) invalid(`path ${path.slice(0, 100)}`)
    read[path] = readEntry(path, entry)
  }
  if (!read[ENTRY]) invalid(`no ${ENTRY}`)
  return { version, files: read }
}

function readEntry(path: string, value: unknown): FileEntry {
  const { sha256, size, type } = (value ?? {}) as Partial<FileEntry>
  if (!isSha256(sha256)) invalid(`sha256 of ${path}`)
  if (!Number.isSafeInteger(size) || (size as number) < 0) invalid(`size of ${path}`)
  if (typeof type !== 'string' || !TYPE.test(type)) invalid(`type of ${path}`)
  return { sha256, size: size as number, type }
}

function invalid(what: string): never {
  throw new RelevoError('manifest-invalid', what)
}
