import type { Manifest } from '@relevo/core/release'

/** How many files are named; the rest is counted. */
const NAMED = 3

/**
 * What differs between a manifest and the folder it should describe, in words; `undefined` when nothing does.
 *
 * @example differences(manifest, actual) // 'changed assets/app.js, new a.txt, gone b.txt and 2 more'
 */
export function differences(manifest: Manifest, actual: Manifest): string | undefined {
  const found: string[] = []
  for (const [path, { sha256 }] of Object.entries(manifest.files)) {
    const now = Object.hasOwn(actual.files, path) ? actual.files[path] : undefined
    if (!now) found.push(`gone ${path}`)
    else if (now.sha256 !== sha256) found.push(`changed ${path}`)
  }
  for (const path of Object.keys(actual.files)) if (!Object.hasOwn(manifest.files, path)) found.push(`new ${path}`)
  if (found.length === 0) return undefined
  const more = found.length - NAMED
  return `${found.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
