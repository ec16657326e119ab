import { mkdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { RelevoError } from '@relevo/core/errors'
import { isReleasePath, isSha256 } from '@relevo/core/release'
import { fileEntry } from './file-entry.ts'
import { OWN_FOLDER, PATCH_FOLDER } from './release-file-names.ts'

/**
 * Files of a built folder that Relevo made out of it, such as patches and compressed forms: path → SHA-256 of its bytes. One
 * that has other bytes now is somebody else's.
 */
export type MadeFiles = ReadonlyMap<string, string>

const RECORD = join(OWN_FOLDER, 'made.json')

/** Where files are written before they take their place: whole, and all at once. */
export const UNFINISHED = join(OWN_FOLDER, 'unfinished')

/** What was made in a folder; nothing where no record is, or none that can be read. */
export async function readMadeFiles(folder: string): Promise<MadeFiles> {
  const text = await readFile(join(folder, RECORD), 'utf8').catch(() => '{}')
  const made = Object.entries(parse(text)).filter(([path, sha256]) => isReleasePath(path) && isSha256(sha256))
  return new Map(made as [string, string][])
}

/**
 * Put made files from `UNFINISHED` where they belong, and take away what was made before and is made no more. Killed in
 * between, it leaves only files that the record knows.
 *
 * @param meanwhile what is to happen when the new ones are in place and the old ones still there
 * @throws RelevoError `folder-unusable`
 */
export async function placeMadeFiles(folder: string, made: MadeFiles, meanwhile: () => Promise<void>): Promise<void> {
  const before = await readMadeFiles(folder)
  try {
    for (const [path, sha256] of before)
      if (made.has(path) && made.get(path) !== sha256) await remove(folder, path, sha256)
    if (before.size + made.size > 0) await writeRecord(folder, new Map([...before, ...made]))
    for (const path of made.keys()) await place(folder, path)
    await meanwhile()
    for (const [path, sha256] of before) if (!made.has(path)) await remove(folder, path, sha256)
    if (made.size > 0) await writeRecord(folder, made)
    else await rm(join(folder, RECORD), { force: true })
    await clearUnfinished(folder)
  } catch (cause) {
    if (cause instanceof RelevoError) throw cause
    throw new RelevoError('folder-unusable', `cannot write in ${folder}: ${(cause as Error).message}`, { cause })
  }
}

/** Take away what was not put in place, and the folder for it if nothing is left there. */
export async function clearUnfinished(folder: string): Promise<void> {
  await rm(join(folder, UNFINISHED), { recursive: true, force: true })
  await rmdir(join(folder, OWN_FOLDER)).catch(() => undefined)
}

async function writeRecord(folder: string, made: MadeFiles): Promise<void> {
  await mkdir(join(folder, OWN_FOLDER), { recursive: true })
  const sorted = [...made].sort(([one], [other]) => (one < other ? -1 : 1))
  await writeFile(join(folder, `${RECORD}.new`), `${JSON.stringify(Object.fromEntries(sorted))}\n`)
  await rename(join(folder, `${RECORD}.new`), join(folder, RECORD))
}

/** One that was not made anew is in its place already. */
async function place(folder: string, path: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await rename(join(folder, UNFINISHED, path), join(folder, path)).catch((error) => {
    if (error.code !== 'ENOENT') throw error
  })
}

async function remove(folder: string, path: string, sha256: string): Promise<void> {
  const now = await fileEntry(join(folder, path), path).catch(() => undefined)
  if (now?.sha256 !== sha256) return
  await rm(join(folder, path))
  // Only folders that have nothing left go with it.
  for (let place = dirname(path); place.startsWith(PATCH_FOLDER); place = dirname(place))
    await rmdir(join(folder, place)).catch(() => undefined)
}

function parse(text: string): object {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {} // cut off, or not ours: what was a form is a file then, and `foreignForms` says so
  }
}
