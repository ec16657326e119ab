import { ENTRY, type FileEntry, pathToUrl, urlToPath } from '@relevo/core/release'
import { entryOf, type Release } from './release.ts'

/** What hosting answers to one URL. */
export type Found =
  | { is: 'file'; path: string; file: FileEntry }
  /** The folder's URL needs its slash, else the page's relative links are off by one. */
  | { is: 'folder'; to: string }
  | { is: 'nothing' }

/**
 * The file behind a URL of the hosted app. The current release goes first. What it lacks comes from the releases before:
 * an open page of an old release must not meet a 404 on a chunk it loads late. Then a navigation gets the app itself.
 *
 * @param urlPath below the base, percent-encoded, without the query
 * @param navigation the request asks for a page
 * @param releases the current one, then those before it, latest first
 */
export function findFile(urlPath: string, navigation: boolean, releases: readonly [Release, ...Release[]]): Found {
  const path = urlToPath(urlPath)
  if (path === undefined) return { is: 'nothing' }
  const [current] = releases
  const own = current.manifest.files[path]
  if (own) return { is: 'file', path, file: own }
  if (current.manifest.files[`${path}/${ENTRY}`]) return { is: 'folder', to: `${pathToUrl(path)}/` }
  for (const { manifest } of releases) {
    const file = manifest.files[path]
    if (file) return { is: 'file', path, file }
  }
  const lastSegment = urlPath.slice(urlPath.lastIndexOf('/') + 1)
  if (navigation && !lastSegment.includes('.')) return { is: 'file', path: ENTRY, file: entryOf(current) }
  return { is: 'nothing' }
}
