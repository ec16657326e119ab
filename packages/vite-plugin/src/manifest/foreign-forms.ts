import type { Manifest } from '@relevo/core/release'
import { isFormOf, originalOf } from './derived-file.ts'

/**
 * What there is to say of a release's files whose names say that they are the compressed form of another one: another tool
 * made them, or they are not.
 *
 * @returns a sentence for each
 */
export async function foreignForms(folder: string, { files }: Manifest): Promise<string[]> {
  const said: string[] = []
  for (const path of Object.keys(files)) {
    const original = originalOf(path)
    if (original === undefined || !Object.hasOwn(files, original)) continue
    said.push(
      (await isFormOf(folder, path, original))
        ? `${path} is ${original} compressed by another tool: it is a file of the release, and tablets keep both; remove it unless the app fetches it by this name`
        : `${path} is not ${original} compressed: it stays a file of the app, but hosts may send it in place of ${original}`,
    )
  }
  return said
}
