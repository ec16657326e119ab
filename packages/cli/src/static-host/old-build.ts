import { stat } from 'node:fs/promises'
import { RelevoError } from '@relevo/core/errors'
import { isVersion, type Manifest, type Version } from '@relevo/core/release'
import { manifestOf, readRelease } from '@relevo/vite-plugin/manifest'

/** A former release, and where it is. */
export interface OldBuild {
  folder: string
  manifest: Manifest
}

/**
 * Read the builds that patches are to be made from: folders with a `relevo.json`, or `<version>=<folder>` for one without.
 *
 * @param to the release that the patches make
 * @throws RelevoError `version-unknown` for a folder that does not say which release it is, `version-differs` for one that says
 * another than was named, `usage` for two of one version and for the release itself; what `readRelease` and `manifestOf` throw
 */
export async function readOldBuilds(named: readonly string[], to: Version): Promise<OldBuild[]> {
  const builds: OldBuild[] = []
  for (const name of named) {
    if (name === '') throw new RelevoError('usage', '--patches: an empty name is no old build')
    const build = await readOldBuild(name)
    const { version } = build.manifest
    if (version === to)
      throw new RelevoError('usage', `--patches: ${build.folder} is ${to} itself, not a release before it`)
    const twin = builds.find((other) => other.manifest.version === version)
    if (twin) throw new RelevoError('usage', `--patches: ${twin.folder} and ${build.folder} are both ${version}`)
    builds.push(build)
  }
  return builds
}

async function readOldBuild(named: string): Promise<OldBuild> {
  const { folder, version } = await split(named)
  const built = await readRelease(folder)
  if (built && version !== undefined && version !== built.version)
    throw new RelevoError('version-differs', `${folder} was built as ${built.version}, not as ${version}`)
  if (built) return { folder, manifest: built }
  if (version !== undefined) return { folder, manifest: await manifestOf(folder, version) }
  await manifestOf(folder, 'unknown') // what is no build at all is told so
  throw new RelevoError(
    'version-unknown',
    `${folder} has no relevo.json: say which release it is, --patches <version>=${folder}`,
  )
}

/** A folder's own name may have a `=` too. */
async function split(named: string): Promise<{ folder: string; version?: Version }> {
  const at = named.indexOf('=')
  const version = named.slice(0, at)
  if (at < 0 || !isVersion(version) || (await isFolder(named))) return { folder: named }
  return { folder: named.slice(at + 1), version }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true
}
