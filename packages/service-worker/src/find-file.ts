import { urlToPath } from '@relevo/core/release'
import type { StoredFile, StoredRelease } from './releases.ts'

export interface NavigationRules {
  /** Path of the file that answers a navigation to no file; default `index.html`. */
  fallback: string
  /** Only these navigations get it; default all. Tested against the URL's pathname, never its query. */
  allow?: readonly RegExp[]
  /** These never do; by default every name with a dot in it, which asks for a file. */
  deny: readonly RegExp[]
}

/** The file of a URL path below the scope. The query never matters: a release has one file per path. */
export function findFile({ files }: StoredRelease, path: string): StoredFile | undefined {
  return files.get(urlToPath(path) ?? '')
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
): StoredFile | 'redirect' | undefined {
  const path = pathname.slice(base.length)
  const found = findFile(release, path)
  if (found) return found
  if (findFile(release, `${path}/`)) return 'redirect'
  const matches = (rule: RegExp) => rule.test(pathname)
  return deny.some(matches) || (allow && !allow.some(matches)) ? undefined : release.files.get(fallback)
}
