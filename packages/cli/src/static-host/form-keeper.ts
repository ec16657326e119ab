import { stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Form } from '@relevo/core/patch'
import type { FileEntry, Manifest } from '@relevo/core/release'
import { isPackable } from '@relevo/packing'
import { FORM_ENDINGS, isFormOf, type MadeFiles, UNFINISHED } from '@relevo/vite-plugin/manifest'
import type { PackProgress } from './progress.ts'
import { writeForm } from './write-form.ts'

/** A file of a release. */
export type NamedFile = readonly [path: string, entry: FileEntry]

/** What files weigh in each form: as they are, where a form is no smaller or there is none. */
export type Weight = Record<Form, number>

/** Makes the compressed forms of a release's files, or only weighs them; no content is compressed twice for its weight. */
export class FormKeeper {
  /** Forms in the folder that are Relevo's: path → SHA-256. */
  readonly made = new Map<string, string>()
  readonly #folder: string
  readonly #manifest: Manifest
  readonly #before: MadeFiles
  readonly #brotli = new Map<string, number>()

  /** @param before what an earlier run made there */
  constructor(folder: string, manifest: Manifest, before: MadeFiles) {
    this.#folder = folder
    this.#manifest = manifest
    this.#before = before
  }

  /** Make both forms of files, beside them. */
  async make(files: readonly NamedFile[], onProgress: (progress: PackProgress) => void): Promise<Weight> {
    const sum = { br: 0, gzip: 0 }
    await manyAtOnce(files, onProgress, async ([path, entry]) => {
      const br = await this.#formOf(path, entry, 'br')
      this.#brotli.set(entry.sha256, br)
      const gzip = await this.#formOf(path, entry, 'gzip')
      sum.br += br
      sum.gzip += gzip
    })
    return sum
  }

  /** What files weigh as brotli, together. */
  async weigh(files: readonly NamedFile[], onProgress: (progress: PackProgress) => void): Promise<number> {
    let sum = 0
    await manyAtOnce(files, onProgress, async ([path, { sha256, size, type }]) => {
      const known = this.#brotli.get(sha256)
      const form = known === undefined && isPackable(type) && (await writeForm(join(this.#folder, path), size, 'br'))
      const br = known ?? (form ? form.bytes : size)
      this.#brotli.set(sha256, br)
      sum += br
    })
    return sum
  }

  /** One that is there and right stays, whoever made it; a file of the app is not written over. */
  async #formOf(path: string, { size, type }: FileEntry, form: Form): Promise<number> {
    const target = path + FORM_ENDINGS[form]
    const isOfApp = Object.hasOwn(this.#manifest.files, target)
    const there = await stat(join(this.#folder, target)).catch(() => undefined)
    if (there?.isFile() && (await isFormOf(this.#folder, target, path))) {
      const ours = this.#before.get(target)
      if (ours !== undefined && !isOfApp) this.made.set(target, ours)
      return there.size
    }
    if (isOfApp) return size
    if (!isPackable(type)) return size
    const written = await writeForm(join(this.#folder, path), size, form, join(this.#folder, UNFINISHED, target))
    if (written) this.made.set(target, written.sha256)
    return written?.bytes ?? size
  }
}

/** Bytes of files. */
export function sizeOf(files: readonly NamedFile[]): number {
  return files.reduce((sum, [, { size }]) => sum + size, 0)
}

/** As many as there are processors; the biggest first, or the last one would be waited for alone. */
async function manyAtOnce(
  files: readonly NamedFile[],
  onProgress: (progress: PackProgress) => void,
  work: (file: NamedFile) => Promise<void>,
): Promise<void> {
  const queue = files.toSorted(([, one], [, other]) => other.size - one.size)
  const total = sizeOf(files)
  let done = 0
  const tell = () => onProgress({ step: 'compressing', files: files.length, done, total })
  const next = async () => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      await work(file)
      done += file[1].size
      tell()
    }
  }
  tell()
  await Promise.all(Array.from({ length: availableParallelism() }, next))
}
