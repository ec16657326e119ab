import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { encodePatch, type PatchSide } from '@relevo/packing'
import { FORM_ENDINGS, UNFINISHED } from '@relevo/vite-plugin/manifest'
import { writeForm, writeFrom } from './write-form.ts'

/** A patch in all its forms. */
export interface WrittenPatch {
  /** path → SHA-256 */
  made: Map<string, string>
  bytes: number
  br: number
  gzip: number
}

/**
 * Write a patch, and its forms beside it.
 *
 * @param path in the folder
 * @param from undefined: from nothing
 * @throws what `patchSide` throws
 */
export async function writePatch(
  folder: string,
  path: string,
  from: PatchSide | undefined,
  to: PatchSide,
  onProgress: (done: number, total: number) => void,
): Promise<WrittenPatch> {
  const target = join(folder, UNFINISHED, path)
  const { bytes, sha256 } = await writeFrom(encodePatch(from, to, { onProgress }), target)
  const br = await writeForm(target, bytes, 'br', target + FORM_ENDINGS.br)
  const gzip = await writeForm(target, bytes, 'gzip', target + FORM_ENDINGS.gzip)
  const made = new Map([[path, sha256]])
  if (br) made.set(path + FORM_ENDINGS.br, br.sha256)
  if (gzip) made.set(path + FORM_ENDINGS.gzip, gzip.sha256)
  return { made, bytes, br: br?.bytes ?? bytes, gzip: gzip?.bytes ?? bytes }
}

/** Take back a patch that was just written. */
export async function dropPatch(folder: string, { made }: WrittenPatch): Promise<void> {
  for (const path of made.keys()) await rm(join(folder, UNFINISHED, path))
}
