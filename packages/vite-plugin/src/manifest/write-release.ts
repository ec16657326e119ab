import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { RelevoError } from '@relevo/core/errors'
import { listOf } from '@relevo/core/patch'
import type { EngineFloor, Manifest, Version } from '@relevo/core/release'
import { type MadeFiles, placeMadeFiles } from './made-files.ts'
import { manifestOf } from './manifest-of.ts'
import { MANIFEST_FILE, patchPath, VERSION_FILE, WHOLE } from './release-file-names.ts'

export interface ReleaseOptions {
  version: string
  /**
   * Where the folder will be served, when `config/version.json` is served from elsewhere: a path (`/panel/`) or a full URL,
   * with a slash at its end. Default: relative to `config/version.json` itself, which is right wherever the folder lands.
   */
  base?: string
  /** The oldest engines it runs in. Default: every engine. */
  engines?: EngineFloor
}

/** What was made of a release to send it by, in `UNFINISHED` of its folder. */
export interface MadeRelease {
  made: MadeFiles
  /** Releases that a patch is made from. */
  patchFrom: readonly Version[]
  /** There is a patch from nothing. */
  hasWhole: boolean
}

/** `config/version.json` lies one folder below the root. */
const RELATIVE_BASE = '../'

const NOTHING_MADE: MadeRelease = { made: new Map(), patchFrom: [], hasWhole: false }

/**
 * Make a built folder a release that any static host can serve: write its `relevo.json` and `config/version.json`.
 * Running it again over the same files writes the same manifest. What an earlier run made besides is taken away.
 *
 * @returns the manifest
 * @throws RelevoError as `manifestOf`; `config-invalid` for an illegal base
 * @example await writeRelease('dist', { version: '20250330-a1b2c3d' })
 */
export async function writeRelease(folder: string, options: ReleaseOptions): Promise<Manifest> {
  refuseIllegalBase(options.base)
  const manifest = await manifestOf(folder, options.version, options.engines)
  await writeMadeRelease(folder, manifest, NOTHING_MADE, options.base)
  return manifest
}

/**
 * Write a release whose manifest is known, with what was made of it. `config/version.json` comes last of what is new: who
 * reads it finds all it names.
 *
 * @throws RelevoError `folder-unusable`; `config-invalid` for an illegal base
 */
export async function writeMadeRelease(
  folder: string,
  manifest: Manifest,
  { made, patchFrom, hasWhole }: MadeRelease,
  base = RELATIVE_BASE,
): Promise<void> {
  refuseIllegalBase(base)
  const news = {
    version: manifest.version,
    manifest: `${base}${MANIFEST_FILE}`,
    files: `${base}{path}`,
    ...((hasWhole || patchFrom.length > 0) && { list: sha256(listOf(Object.entries(manifest.files))) }),
    ...(patchFrom.length > 0 && { patch: base + patchPath('{version}', '{from}'), patchFrom }),
    ...(hasWhole && { whole: base + patchPath('{version}', WHOLE) }),
    ...(manifest.engines && { engines: manifest.engines }),
    publishedAt: new Date().toISOString(),
  }
  await placeMadeFiles(folder, made, async () => {
    await write(join(folder, MANIFEST_FILE), manifestText(manifest))
    await write(join(folder, VERSION_FILE), `${JSON.stringify(news)}\n`)
  })
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** A manifest as it is written. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest)}\n`
}

/** @throws RelevoError `config-invalid` */
export function refuseIllegalBase(base = RELATIVE_BASE): void {
  if (base !== RELATIVE_BASE && !/^(?:https?:\/\/[^/]+)?\/(?:[^?#{}]*\/)?$/.test(base))
    throw new RelevoError('config-invalid', `base ${JSON.stringify(base)}: a path or URL that ends in /`)
}

async function write(location: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(location), { recursive: true })
    await writeFile(location, text)
  } catch (cause) {
    throw new RelevoError('folder-unusable', `cannot write ${location}`, { cause })
  }
}
