import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Manifest } from '@relevo/core/release'
import { FORM_ENDINGS, MANIFEST_FILE, manifestText, UNFINISHED } from '@relevo/vite-plugin/manifest'
import { type FormKeeper, sizeOf, type Weight } from './form-keeper.ts'
import type { PackProgress } from './progress.ts'
import { writeForm } from './write-form.ts'

/** All files of a release, and what they weigh. */
export interface ReleaseWeight extends Weight {
  files: number
  bytes: number
}

/** Make the forms of every file of a release, and of its manifest. `config/version.json` has none: people edit it. */
export async function compressRelease(
  folder: string,
  manifest: Manifest,
  forms: FormKeeper,
  onProgress: (progress: PackProgress) => void,
): Promise<ReleaseWeight> {
  const files = Object.entries(manifest.files)
  const weight = await forms.make(files, onProgress)
  const text = manifestText(manifest)
  const unfinished = join(folder, UNFINISHED, MANIFEST_FILE)
  await mkdir(join(folder, UNFINISHED), { recursive: true })
  await writeFile(unfinished, text)
  for (const form of ['br', 'gzip'] as const) {
    const ending = FORM_ENDINGS[form]
    const written = await writeForm(unfinished, Buffer.byteLength(text), form, unfinished + ending)
    if (written) forms.made.set(MANIFEST_FILE + ending, written.sha256)
  }
  return { files: files.length, bytes: sizeOf(files), ...weight }
}
