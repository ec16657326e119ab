import type { News } from '@relevo/core/protocol'
import type { Version } from '@relevo/core/release'

/** Where a release is to be had: an absolute URL of its manifest, absolute URL templates of its files and patches. */
export interface ReleaseAddress {
  manifest: string
  files: string
  list?: string | undefined
  patch?: string | undefined
  patchFrom?: Version[] | undefined
  whole?: string | undefined
}

/**
 * Where `version.json` says a release is. Its templates are relative to itself; `{version}` is filled in, `{sha256}`,
 * `{path}` and `{from}` are left for the worker. Files that are not told of lie beside the manifest; patches are told of
 * for the release of the news only.
 *
 * @returns `undefined` when the news names no manifest
 */
export function addressOf(news: News | undefined, version: Version, versionUrl: string): ReleaseAddress | undefined {
  const resolve = (template: string, base: string) =>
    // URL encodes the braces; what is between them is a name of ours.
    new URL(template.split('{version}').join(encodeURIComponent(version)), base).href.replace(/%7B(\w+)%7D/g, '{$1}')
  try {
    if (!news?.manifest) return undefined
    const { list, patch, patchFrom, whole } = news.version === version ? news : ({} as Partial<News>)
    const manifest = resolve(news.manifest, versionUrl)
    return {
      manifest,
      files: news.files ? resolve(news.files, versionUrl) : resolve('{path}', manifest),
      list,
      patch: patch && resolve(patch, versionUrl),
      patchFrom,
      whole: whole && resolve(whole, versionUrl),
    }
  } catch {
    return undefined // no legal URL names no manifest
  }
}
