import { type FileEntry, urlToPath } from '@relevo/core/release'
import type { StoredRelease } from './releases.ts'

export interface NavigationRules {
  /** Path of the file that answers a navigation to no file; default `index.html`. */
  fallback: string
  /** Only these navigations get it; default all. Tested against the URL's pathname, never its query. */
  allow?: readonly RegExp[]
  /** These never do; by default every name with a dot in it, which asks for a file. */
  deny: readonly RegExp[]
}

export const DEFAULT_DENY: readonly RegExp[] = [/\.[^/]*$/]

/** A file of a release and the path it has there. */
export interface Found {
  path: string
  entry: FileEntry
}

/** The file a URL asks for. The query never matters: a release has one file per path. */
export function findFile(release: StoredRelease, base: string, pathname: string): Found | undefined {
  return fileAt(release, urlToPath(pathname.slice(base.length)))
}

/**
 * What a navigation gets: a file, a `redirect` to the folder it forgot the slash of, or nothing of the release's.
 *
 * @param base the scope's pathname, `/` or `/panel/`
 */
export function findPage(
  release: StoredRelease,
  base: string,
  pathname: string,
  { fallback, allow, deny }: NavigationRules,
): Found | 'redirect' | undefined {
  const found = findFile(release, base, pathname)
  if (found) return found
  if (fileAt(release, urlToPath(`${pathname.slice(base.length)}/`))) return 'redirect'
  const matches = (rule: RegExp) => rule.test(pathname)
  return deny.some(matches) || (allow && !allow.some(matches)) ? undefined : fileAt(release, fallback)
}

function fileAt({ files }: StoredRelease, path: string | undefined): Found | undefined {
  const entry = path === undefined ? undefined : files.get(path)
  return path !== undefined && entry ? { path, entry } : undefined
}
