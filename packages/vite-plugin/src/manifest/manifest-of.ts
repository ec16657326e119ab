import { join } from 'node:path'
import { RelevoError } from '@relevo/core/errors'
import { ENTRY, type EngineFloor, type FileEntry, isReleasePath, isVersion, type Manifest } from '@relevo/core/release'
import { isPatch } from './derived-file.ts'
import { fileEntry } from './file-entry.ts'
import { readMadeFiles } from './made-files.ts'
import { FORM_ENDINGS, MANIFEST_FILE, VERSION_FILE } from './release-file-names.ts'
import { walk } from './walk.ts'

/** Maps of scripts and styles only: a game's `level.map` is a file like any other. */
const SOURCE_MAP = /\.(?:[cm]?js|css)\.map$/

/**
 * The manifest of a built folder: every file but `relevo.json`, `config/version.json`, source maps, and what Relevo made
 * to send the others: release patches and compressed forms. A form that another tool made is a file like any other: the app may
 * fetch it by its name. Dotted names are left out, but for `.well-known/`. The worker script
 * is a file like any other: the server hosts it.
 *
 * @param engines the oldest it runs in
 * @throws RelevoError `folder-unusable` (no `index.html`, a link out of the folder, a name no URL can carry),
 * `config-invalid` for a version that is none
 * @example await manifestOf('dist', '20250330-a1b2c3d')
 */
export async function manifestOf(folder: string, version: string, engines?: EngineFloor): Promise<Manifest> {
  if (!isVersion(version)) throw new RelevoError('config-invalid', `version ${JSON.stringify(version)}`)
  const all = await walk(folder)
  const left = new Set([
    MANIFEST_FILE,
    VERSION_FILE,
    ...Object.values(FORM_ENDINGS).map((ending) => MANIFEST_FILE + ending),
  ])
  const paths = all.filter((path) => !left.has(path) && !SOURCE_MAP.test(path))
  if (!paths.includes(ENTRY)) throw new RelevoError('folder-unusable', `no ${ENTRY} in ${folder}`)
  const illegal = paths.find((path) => !isReleasePath(path))
  if (illegal !== undefined)
    throw new RelevoError('folder-unusable', `no URL can carry the name ${JSON.stringify(illegal)}`)
  const made = await readMadeFiles(folder)
  // No prototype: a file called __proto__ is just a file.
  const files: Record<string, FileEntry> = Object.create(null)
  for (const path of paths) {
    const entry = await readable(path, fileEntry(join(folder, path), path))
    if (made.get(path) === entry.sha256 || (await readable(path, isPatch(folder, path)))) continue
    files[path] = entry
  }
  return { version, files, ...(engines && { engines }) }
}

function readable<T>(path: string, work: Promise<T>): Promise<T> {
  return work.catch((cause) => {
    throw new RelevoError('folder-unusable', `cannot read ${path}`, { cause })
  })
}
