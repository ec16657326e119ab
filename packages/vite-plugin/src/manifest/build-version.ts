import { RelevoError } from '@relevo/core/errors'
import { isVersion, type Version } from '@relevo/core/release'
import { headOf } from './git-head.ts'

export interface BuildVersionOptions {
  /** A folder of the git checkout. */
  folder: string
  /** The version somebody named; it wins. */
  version?: string
  env?: Record<string, string | undefined>
  /** Told, in one sentence, when the version says less than it seems to. */
  warn?: (text: string) => void
  now?: Date
}

/**
 * The version of a build: the named one, else `RELEVO_VERSION`, else `YYYYMMDD-<7 hex>` from the date (UTC) and hash of the
 * checked-out commit.
 *
 * A commit with uncommitted changes is not that commit, and two such builds are not each other: they get the second of the
 * build behind a dot, `20250330-a1b2c3d.67e8a1b2`, so that no two of them share a version.
 *
 * @throws RelevoError `version-unknown` without any source, `folder-unusable` where there is no folder to ask git of, `config-invalid` for a named version that is none
 * @example await buildVersion({ folder: process.cwd() }) // '20250330-a1b2c3d'
 */
export async function buildVersion(options: BuildVersionOptions): Promise<Version> {
  const { folder, version, env = process.env, warn, now = new Date() } = options
  if (version !== undefined) return legal(version, 'version')
  // An empty variable is how CI systems spell an unset one.
  if (env.RELEVO_VERSION) return legal(env.RELEVO_VERSION, 'RELEVO_VERSION')
  const head = await headOf(folder)
  const name = `${head.date.toISOString().slice(0, 10).replaceAll('-', '')}-${head.hash.slice(0, 7)}`
  if (!head.dirty) return name
  const dirty = `${name}.${Math.floor(now.getTime() / 1000).toString(16)}`
  warn?.(`the checkout has uncommitted changes, so this build is ${dirty}, not ${name}`)
  return dirty
}

function legal(version: string, source: string): Version {
  if (isVersion(version)) return version
  throw new RelevoError('config-invalid', `${source}: ${JSON.stringify(version)} is not [A-Za-z0-9._+-]{1,64}`)
}
