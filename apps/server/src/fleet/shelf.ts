import type { Version } from '@relevo/core/release'
import type { Store } from './ports.ts'
import type { Release } from './release.ts'

/** Releases held in memory, so that serving one costs no parsing. */
export interface Shelf {
  get(version: Version): Promise<Release | undefined>
  /** The same for who needs it once: it is not kept at hand. */
  read(version: Version): Promise<Release | undefined>
  /** The release the tablets of an environment get, then those that were current before; what hosting serves from. */
  line(environment: string): readonly Release[]
  /** Put these releases into its line, in this order; those that are not kept here are left out. */
  arrange(environment: string, versions: readonly Version[]): Promise<void>
}

/** Releases outside the line that are kept at hand, for tablets that fetch their manifests. */
const LOOSE = 4

/** The shelf over a store. */
export function createShelf(store: Pick<Store, 'release'>): Shelf {
  const loose = new Map<Version, Release>()
  const lines = new Map<string, readonly Release[]>()

  const inLines = (version: Version) => {
    for (const line of lines.values()) {
      const held = line.find((release) => release.version === version)
      if (held) return held
    }
    return undefined
  }

  const get = async (version: Version) => {
    const held = inLines(version) ?? loose.get(version)
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
    read: async (version) => inLines(version) ?? loose.get(version) ?? (await store.release(version)),
    line: (environment) => lines.get(environment) ?? [],
    async arrange(environment, versions) {
      const found: Release[] = []
      for (const version of versions) {
        const release = await get(version)
        if (release) found.push(release)
      }
      lines.set(environment, found)
    },
  }
}
