import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { FORMS, type Form, type FormSizes } from '../fleet/packing/forms.ts'
import type { Between } from '../fleet/packing/patch.ts'
import type { PackedFiles } from '../fleet/packing/ports.ts'
import { sizeAt, syncFolder } from './on-disk.ts'

/** Forms of files and patches, on disk. */
export interface PackedStore extends PackedFiles {
  /** Folder below which the other paths lead. */
  root: string
  /** Where a form of a file is, relative to `root`; it need not be there. */
  formPath(sha256: string, form: Form): string
  /** The same of a patch between two lists. */
  patchPath(patch: Between, form: Form): string
  /** A place for what is not complete yet: whatever is there when the server starts is removed. */
  newPlace(): string
}

const ENDINGS: Record<Form, string> = { br: 'br', gzip: 'gz' }
/** Stands in the place of a form that is no smaller. */
const NOT_WORTH = '.no'

/**
 * Open the store in a folder of its own. What has a name is complete and on disk. What an earlier process left unfinished is
 * removed; a form whose name a power loss took is made again.
 */
export async function openPacked(root: string): Promise<PackedStore> {
  const unfinished = join(root, 'unfinished')
  const patches = join(root, 'patches')
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true })
  await mkdir(patches, { recursive: true })

  const formPath = (sha256: string, form: Form) => join(sha256.slice(0, 2), `${sha256}.${ENDINGS[form]}`)
  const patchPath = ({ from, to }: Between, form: Form) => join('patches', `${from}-${to}.${ENDINGS[form]}`)

  const give = async (place: string, path: string) => {
    const named = join(root, path)
    await mkdir(dirname(named), { recursive: true })
    await rename(place, named)
  }

  /** The bytes of a form, where `names` are what is there of its folder. */
  const formOf = async (sha256: string, form: Form, names: ReadonlySet<string>): Promise<FormSizes> => {
    const path = formPath(sha256, form)
    if (names.has(basename(path))) return { [form]: (await stat(join(root, path))).size }
    return names.has(basename(path) + NOT_WORTH) ? { [form]: 0 } : {}
  }

  return {
    root,
    formPath,
    patchPath,
    newPlace: () => join(unfinished, randomUUID()),
    async forms(hashes) {
      const byFolder = Map.groupBy(hashes, (sha256) => sha256.slice(0, 2))
      const found = await Promise.all(
        [...byFolder].map(async ([folder, some]) => {
          const names = new Set(await namesIn(join(root, folder)))
          const sizes = some.map(async (sha256): Promise<[string, FormSizes]> => {
            const [br, gzip] = await Promise.all([formOf(sha256, 'br', names), formOf(sha256, 'gzip', names)])
            return [sha256, { ...br, ...gzip }]
          })
          return Promise.all(sizes)
        }),
      )
      return new Map(found.flat())
    },
    keepForm: (sha256, form, { place }) => give(place, formPath(sha256, form)),
    async forgoForm(sha256, form, { place }) {
      const path = join(root, formPath(sha256, form) + NOT_WORTH)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, '')
      await rm(place, { force: true })
    },
    async removeForms(sha256) {
      for (const form of FORMS) await rm(join(root, formPath(sha256, form)), { force: true })
    },
    async keepPatch(patch, packed) {
      for (const form of FORMS) await give(packed[form].place, patchPath(patch, form))
      // A row is going to say that it is there.
      await syncFolder(patches)
    },
    async discard(...packed) {
      for (const { place } of packed) await rm(place, { force: true })
    },
    async free() {
      const { bavail, bsize } = await statfs(root)
      return bavail * bsize
    },
    async hasPatch(patch) {
      const sizes = await Promise.all(FORMS.map((form) => sizeAt(join(root, patchPath(patch, form)))))
      return sizes.every((size) => size !== undefined)
    },
    placesOf: (patch) => ({ br: join(root, patchPath(patch, 'br')), gzip: join(root, patchPath(patch, 'gzip')) }),
    async removePatch(patch) {
      for (const form of FORMS) await rm(join(root, patchPath(patch, form)), { force: true })
    },
    async patches() {
      const names = new Map<string, number>()
      for (const file of await readdir(patches)) {
        const [, name] = /^([0-9a-f]{64}-[0-9a-f]{64})\.(?:br|gz)$/.exec(file) ?? []
        if (name !== undefined) names.set(name, (names.get(name) ?? 0) + 1)
        else await rm(join(patches, file), { force: true })
      }
      const bytesOf = async (patch: Between, form: Form) => (await stat(join(root, patchPath(patch, form)))).size
      const found: (Between & Record<Form, number>)[] = []
      for (const [name, count] of names) {
        const [from = '', to = ''] = name.split('-')
        const patch = { from, to }
        if (count === FORMS.length)
          found.push({ ...patch, br: await bytesOf(patch, 'br'), gzip: await bytesOf(patch, 'gzip') })
        else for (const form of FORMS) await rm(join(root, patchPath({ from, to }, form)), { force: true })
      }
      return found
    },
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
