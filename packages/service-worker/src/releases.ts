import type { FileEntry, Manifest, Version } from '@relevo/core/release'
import type { Database, Transaction } from './database.ts'

/** A manifest as the worker keeps it. */
export interface StoredRelease {
  version: Version
  /** A Map, because an object out of the database has a prototype and would know a file called `constructor`. */
  files: Map<string, FileEntry>
  /** URL template of its files, `{sha256}` or `{path}`: where a lost one is fetched again. */
  from: string
  /** Every file was in the store when its installation ended. */
  complete: boolean
}

export interface Releases {
  /** As `find`, but only from memory. */
  known(version: Version): StoredRelease | undefined
  find(version: Version): Promise<StoredRelease | undefined>
  /** The same inside a running transaction. */
  findIn(table: Transaction, version: Version): Promise<StoredRelease | undefined>
  save(release: StoredRelease): Promise<void>
  /** These rows were deleted. */
  forget(gone: (version: Version) => boolean): void
}

/** The releases of a scope, read from the database once in a worker's life: they never change. */
export function keepReleases(database: Database): Releases {
  const memory = new Map<Version, StoredRelease>()

  async function findIn(table: Transaction, version: Version): Promise<StoredRelease | undefined> {
    const known = memory.get(version)
    if (known) return known
    const release = await table('releases').get<StoredRelease>(version)
    if (release) memory.set(version, release)
    return release
  }

  return {
    known: (version) => memory.get(version),
    find: async (version) => memory.get(version) ?? database.read((table) => findIn(table, version)),
    findIn,
    async save(release) {
      await database.write(async (table) => table('releases').put(release.version, release))
      memory.set(release.version, release)
    },
    forget(gone) {
      for (const version of [...memory.keys()].filter(gone)) memory.delete(version)
    },
  }
}

/** A release that has just been read and is going to be installed. */
export function releaseOf({ version, files }: Manifest, from: string): StoredRelease {
  return { version, files: new Map(Object.entries(files)), from, complete: false }
}

/** Each of its files once, however many paths have the same bytes: path and entry by hash. */
export function filesByHash({ files }: StoredRelease): Map<string, { path: string; entry: FileEntry }> {
  return new Map([...files].map(([path, entry]) => [entry.sha256, { path, entry }]))
}
