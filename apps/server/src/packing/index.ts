import { rm, stat } from 'node:fs/promises'
import { contentsOf } from '@relevo/core/patch'
import type { Packed, Packer } from '../fleet/packing/ports.ts'
import type { ThreadJob } from './jobs.ts'
import { createThread, type Thread } from './thread.ts'

type Files = Parameters<Packer['patch']>[1]

/** What a job may take, ms: ten times what a slow machine needs, so that only what hangs is ended. */
const LONGEST = { ofAny: 600_000, ofMegabyte: 60_000 }

/**
 * A packer whose work is done by a thread.
 *
 * @param sourceOf path of a file by its hash
 * @param newPlace path for what is not kept yet
 */
export function createPacker(
  { sourceOf, newPlace }: { sourceOf(sha256: string): string; newPlace(): string },
  thread: Thread = createThread(),
  { ofAny, ofMegabyte } = LONGEST,
): Packer {
  const longest = (bytes: number) => ofAny + Math.ceil((bytes / 1e6) * ofMegabyte)
  /** What a job that failed has left is removed. */
  const clean = async <T>(places: readonly string[], work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      for (const place of places) await rm(place, { force: true })
      throw error
    }
  }
  const packed = (place: string, bytes = 0): Packed => ({ place, bytes })

  /** Where the contents of two releases are, and how many bytes they have. */
  const bothOf = (from: Files | undefined, to: Files) => {
    const contents = [from ?? {}, to].flatMap((files) => contentsOf(Object.entries(files)))
    const sources = new Map(contents.map(({ sha256 }) => [sha256, sourceOf(sha256)]))
    return { sources, bytes: contents.reduce((all, { size }) => all + size, 0) }
  }

  return {
    async compress(sha256, form, signal) {
      const place = newPlace()
      return clean([place], async () => {
        const source = sourceOf(sha256)
        const { size } = await stat(source)
        const made = await thread.run({ do: 'compress', form, source, place }, signal, longest(size))
        return packed(place, made[form])
      })
    },
    async patch(from, to, signal) {
      const places = { identity: newPlace(), br: newPlace(), gzip: newPlace() }
      const { sources, bytes } = bothOf(from, to)
      return clean(Object.values(places), async () => {
        const job: ThreadJob = { do: 'patch', ...(from && { from }), to, sources, places }
        const made = await thread.run(job, signal, longest(bytes))
        return {
          br: packed(places.br, made.br),
          gzip: packed(places.gzip, made.gzip),
          identity: made.identity ?? 0,
        }
      })
    },
    async check(from, to, patch, signal) {
      const { sources, bytes } = bothOf(from, to)
      const found = await thread.run({ do: 'check', ...(from && { from }), to, sources, patch }, signal, longest(bytes))
      return found.isRight === true
    },
    stop: thread.stop,
  }
}
