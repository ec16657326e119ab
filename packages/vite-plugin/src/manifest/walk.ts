import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { RelevoError } from '@relevo/core/errors'

/** The one dotted folder that hosts serve, and only at the root (RFC 8615). */
const WELL_KNOWN = '.well-known'

/**
 * Paths of every file under a folder, sorted, with forward slashes and names exactly as on disk. Dotted names are
 * skipped, as hosts skip them. Links are followed as long as they stay inside: a release never holds a file from elsewhere.
 *
 * @throws RelevoError `folder-unusable` for a folder that cannot be read, a link that leaves it, is broken or goes in a
 * circle, and for anything that is neither file nor folder
 */
export async function walk(folder: string): Promise<string[]> {
  const root = await realpath(folder).catch((cause) => {
    throw new RelevoError('folder-unusable', `cannot read ${folder}`, { cause })
  })
  const paths: string[] = []
  await visit('', [root])
  // By code unit, not by locale: the same folder gives the same manifest everywhere.
  return paths.sort((a, b) => (a < b ? -1 : 1))

  async function visit(path: string, trail: string[]): Promise<void> {
    const entries = await readdir(join(root, path), { withFileTypes: true }).catch((cause) => {
      throw new RelevoError('folder-unusable', `cannot read ${path || folder}`, { cause })
    })
    for (const entry of entries) {
      if (entry.name.startsWith('.') && !(path === '' && entry.name === WELL_KNOWN)) continue
      await add(path === '' ? entry.name : `${path}/${entry.name}`, entry, trail)
    }
  }

  async function add(path: string, entry: Dirent, trail: string[]): Promise<void> {
    const target = entry.isSymbolicLink() ? await follow(path) : entry
    if (target.isFile()) paths.push(path)
    else if (!target.isDirectory()) throw new RelevoError('folder-unusable', `${path} is neither file nor folder`)
    else {
      const real = await realpath(join(root, path))
      if (trail.includes(real)) throw new RelevoError('folder-unusable', `${path} is a link that goes in a circle`)
      await visit(path, [...trail, real])
    }
  }

  async function follow(path: string) {
    const real = await realpath(join(root, path)).catch((cause) => {
      throw new RelevoError('folder-unusable', `${path} is a broken link`, { cause })
    })
    if (isOutside(relative(root, real))) throw new RelevoError('folder-unusable', `${path} is a link out of the folder`)
    return stat(real)
  }
}

/** `relative` answers with an absolute path between two drives of Windows. */
function isOutside(fromRoot: string): boolean {
  return fromRoot === '..' || fromRoot.startsWith(`..${sep}`) || /^[A-Za-z]:/.test(fromRoot)
}
