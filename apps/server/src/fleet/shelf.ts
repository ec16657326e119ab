import type { Version } from '@relevo/core/release'
import type { Store } from './ports.ts'
import type { Release } from './release.ts'

/** Releases held in memory, so that serving one costs no parsing. */
export interface Shelf {
  get(version: Version): Promise<Release | undefined>
  /** The release tablets get, then those that were current before, latest first; what hosting serves from. */
  line(): readonly Release[]
  /** Put these releases into the line, in this order. */
  arrange(versions: readonly Version[]): Promise<void>
}

/** Releases outside the line that are kept at hand, for tablets that fetch their manifests. */
const LOOSE = 4

/** The shelf over a store. */
export function createShelf(store: Pick<Store, 'release'>): Shelf {
  const loose = new Map<Version, Release>()
  let line: readonly Release[] = []

  const get = async (version: Version) => {
    const held = line.find((release) => release.version === version) ?? loose.get(version)
    if (held) return held
    const release = await store.release(version)
    if (!release) return undefined
    loose.set(version, release)
    const [oldest] = loose.keys()
    if (loose.size > LOOSE && oldest !== undefined) loose.delete(oldest)
    return release
  }

  return {
    get,
    line: () => line,
    async arrange(versions) {
      const found: Release[] = []
      for (const version of versions) {
        const release = await get(version)
        if (release) found.push(release)
      }
      line = found
    },
  }
}
