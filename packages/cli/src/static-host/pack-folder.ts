import { contentsOf, isPatchWorth } from '@relevo/core/patch'
import type { Manifest, Version } from '@relevo/core/release'
import {
  clearUnfinished,
  FORM_ENDINGS,
  type MadeRelease,
  patchPath,
  readMadeFiles,
  WHOLE,
} from '@relevo/vite-plugin/manifest'
import { compressRelease, type ReleaseWeight } from './compress-release.ts'
import { FormKeeper, type NamedFile, type Weight } from './form-keeper.ts'
import type { OldBuild } from './old-build.ts'
import { patchSide } from './patch-side.ts'
import type { PackProgress } from './progress.ts'
import { dropPatch, writePatch } from './write-patch.ts'

export interface PackOptions {
  /** Make compressed forms beside the files. */
  compress: boolean
  /** Make a patch from nothing. */
  whole: boolean
  /** Releases that patches are made from. */
  oldBuilds: readonly OldBuild[]
  onProgress?: (progress: PackProgress) => void
}

/** What came of a patch. */
export type PackedPatch =
  /** `pointless`: it saves too little, and is not kept. `full` is the brotli of the files it stands for. */
  | ({ from: Version; phase: 'made' | 'pointless'; full: number } & Weight)
  /** The name of its file is that of another one. */
  | { from: Version; phase: 'no-name' }

export interface Packed extends MadeRelease {
  patches: PackedPatch[]
  whole?: Weight
  compressed?: ReleaseWeight
}

/**
 * Make what a static host sends a release by: patches from older builds, and compressed forms. It is written to `UNFINISHED`;
 * `writeMadeRelease` puts it in place.
 *
 * @throws RelevoError `folder-unusable`; `manifest-stale` when a build has not the files of its `relevo.json`
 */
export async function packFolder(folder: string, manifest: Manifest, options: PackOptions): Promise<Packed> {
  await clearUnfinished(folder)
  try {
    return await pack(folder, manifest, options)
  } catch (error) {
    await clearUnfinished(folder)
    throw error
  }
}

async function pack(folder: string, manifest: Manifest, options: PackOptions): Promise<Packed> {
  const { compress, oldBuilds, onProgress = () => undefined } = options
  const forms = new FormKeeper(folder, manifest, await readMadeFiles(folder))
  const compressed = compress ? await compressRelease(folder, manifest, forms, onProgress) : undefined
  const made = new Map(forms.made)
  const to = patchSide(folder, manifest)

  async function keptPatch(path: string, from: OldBuild | undefined, full = Infinity) {
    const version = from?.manifest.version
    const old = from && patchSide(from.folder, from.manifest)
    const written = await writePatch(folder, path, old, to, (done, total) =>
      onProgress({ step: 'patching', from: version, done, total }),
    )
    const { br, gzip } = written
    const isKept = isPatchWorth(br, full)
    if (!isKept) await dropPatch(folder, written)
    else for (const [name, sha256] of written.made) made.set(name, sha256)
    return { phase: isKept ? ('made' as const) : ('pointless' as const), br, gzip }
  }

  const patches: PackedPatch[] = []
  for (const old of oldBuilds) {
    const from = old.manifest.version
    const path = patchPath(manifest.version, from)
    if (isTaken(from, manifest)) patches.push({ from, phase: 'no-name' })
    else {
      const full = await forms.weigh(newFiles(manifest, old.manifest), onProgress)
      patches.push({ from, ...(await keptPatch(path, old, full)), full })
    }
  }
  const whole = options.whole ? await keptPatch(patchPath(manifest.version, WHOLE), undefined) : undefined
  return {
    made,
    patchFrom: patches.filter(({ phase }) => phase === 'made').map(({ from }) => from),
    hasWhole: whole !== undefined,
    patches,
    ...(whole && { whole: { br: whole.br, gzip: whole.gzip } }),
    ...(compressed && { compressed }),
  }
}

/** Would the file of a patch be taken for the whole release, for a form of another patch, or is it a file of the app? */
function isTaken(from: Version, { version, files }: Manifest): boolean {
  const endings = Object.values(FORM_ENDINGS)
  if (from === WHOLE || endings.some((ending) => from.endsWith(ending))) return true
  return ['', ...endings].some((ending) => Object.hasOwn(files, patchPath(version, from) + ending))
}

/** One file for each content that the old release has not. */
function newFiles(manifest: Manifest, old: Manifest): NamedFile[] {
  const has = new Set(contentsOf(Object.entries(old.files)).map(({ sha256 }) => sha256))
  const found = new Map<string, NamedFile>()
  for (const file of Object.entries(manifest.files)) if (!has.has(file[1].sha256)) found.set(file[1].sha256, file)
  return [...found.values()]
}
