import type { News } from '@relevo/core/protocol'
import type { Version } from '@relevo/core/release'

/** Where a release is to be had: an absolute URL of its manifest, an absolute URL template of its files. */
export interface ReleaseAddress {
  manifest: string
  files: string
}

/**
 * Where `version.json` says a release is. Its templates are relative to itself; `{version}` is filled in, `{sha256}` and
 * `{path}` are left for the worker. Files that are not told of lie beside the manifest.
 *
 * @returns `undefined` when the news names no manifest
 */
export function addressOf(news: News | undefined, version: Version, versionUrl: string): ReleaseAddress | undefined {
  const resolve = (template: string, base: string) =>
    // URL encodes the braces; what is between them is a name of ours.
    new URL(template.split('{version}').join(encodeURIComponent(version)), base).href.replace(/%7B(\w+)%7D/g, '{$1}')
  try {
    if (!news?.manifest) return undefined
    const manifest = resolve(news.manifest, versionUrl)
    return { manifest, files: news.files ? resolve(news.files, versionUrl) : resolve('{path}', manifest) }
  } catch {
    return undefined // no legal URL names no manifest
  }
}
