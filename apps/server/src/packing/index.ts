import { rm } from 'node:fs/promises'
import { contentsOf } from '@relevo/core/patch'
import type { Packed, Packer } from '../fleet/packing/ports.ts'
import { createThread, type Thread } from './thread.ts'

/**
 * A packer whose work is done by a thread.
 *
 * @param sourceOf path of a file by its hash
 * @param newPlace path for what is not kept yet
 */
export function createPacker(
  { sourceOf, newPlace }: { sourceOf(sha256: string): string; newPlace(): string },
  thread: Thread = createThread(),
): Packer {
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

  return {
    async compress(sha256, form, signal) {
      const place = newPlace()
      return clean([place], async () => {
        const made = await thread.run({ do: 'compress', form, source: sourceOf(sha256), place }, signal)
        return packed(place, made[form])
      })
    },
    async patch(from, to, signal) {
      const places = { identity: newPlace(), br: newPlace(), gzip: newPlace() }
      const contents = [from ?? {}, to].flatMap((files) => contentsOf(Object.entries(files)))
      const sources = new Map(contents.map(({ sha256 }) => [sha256, sourceOf(sha256)]))
      return clean(Object.values(places), async () => {
        const made = await thread.run({ do: 'patch', ...(from && { from }), to, sources, places }, signal)
        return {
          br: packed(places.br, made.br),
          gzip: packed(places.gzip, made.gzip),
          identity: made.identity ?? 0,
        }
      })
    },
    stop: thread.stop,
  }
}
