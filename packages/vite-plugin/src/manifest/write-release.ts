import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { RelevoError } from '@relevo/core/errors'
import type { EngineFloor, Manifest } from '@relevo/core/release'
import { manifestOf } from './manifest-of.ts'
import { MANIFEST_FILE, VERSION_FILE } from './release-file-names.ts'

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

/** `config/version.json` lies one folder below the root. */
const RELATIVE_BASE = '../'

/**
 * Make a built folder a release that any static host can serve: write its `relevo.json` and `config/version.json`.
 * Running it again over the same files writes the same manifest.
 *
 * @returns the manifest
 * @throws RelevoError as `manifestOf`; `config-invalid` for an illegal base
 * @example await writeRelease('dist', { version: '20250330-a1b2c3d' })
 */
export async function writeRelease(folder: string, options: ReleaseOptions): Promise<Manifest> {
  const { version, base = RELATIVE_BASE, engines } = options
  if (!isBase(base))
    throw new RelevoError('config-invalid', `base ${JSON.stringify(base)}: a path or URL that ends in /`)
  const manifest = await manifestOf(folder, version, engines)
  const news = {
    version,
    manifest: `${base}${MANIFEST_FILE}`,
    files: `${base}{path}`,
    ...(manifest.engines && { engines: manifest.engines }),
    publishedAt: new Date().toISOString(),
  }
  await write(join(folder, MANIFEST_FILE), manifest)
  await write(join(folder, VERSION_FILE), news)
  return manifest
}

function isBase(base: string): boolean {
  return base === RELATIVE_BASE || /^(?:https?:\/\/[^/]+)?\/(?:[^?#{}]*\/)?$/.test(base)
}

async function write(location: string, value: unknown): Promise<void> {
  try {
    await mkdir(dirname(location), { recursive: true })
    await writeFile(location, `${JSON.stringify(value)}\n`)
  } catch (cause) {
    throw new RelevoError('folder-unusable', `cannot write ${location}`, { cause })
  }
}
