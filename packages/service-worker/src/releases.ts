import type { FileEntry, Manifest, Version } from '@relevo/core/release'
import { type Database, resultOf } from './database.ts'

/** A file of a release and the path it has there. */
export interface StoredFile extends FileEntry {
  path: string
}

/** A release whose every file was in the store when it was installed. */
export interface StoredRelease {
  version: Version
  /** By path. A Map, because an object out of the database has a prototype and would know a file called `constructor`. */
  files: Map<string, StoredFile>
  /** URL template of its files, `{sha256}` or `{path}`: where a lost one is fetched again. */
  from: string
}

export interface Releases {
  /** What this worker has read so far: releases never change. */
  known: Map<Version, StoredRelease>
  /** @param rows of a transaction that is running; without it, one of its own */
  find(version: Version | undefined, rows?: IDBObjectStore): Promise<StoredRelease | undefined>
  /** Begin to read what is most likely asked for next. Who does ask hears what is wrong with it. */
  expect(version: Version | undefined, rows: IDBObjectStore): void
  save(release: StoredRelease): Promise<void>
}

export function keepReleases(database: Database): Releases {
  const known = new Map<Version, StoredRelease>()
  let expected: Promise<unknown> | undefined

  const find: Releases['find'] = async (version, rows) => {
    if (version === undefined) return undefined
    if (!rows) await expected
    const read = (store: IDBObjectStore) => resultOf<StoredRelease | undefined>(store.get(version))
    const release =
      known.get(version) ?? (await (rows ? read(rows) : database('readonly', (_, releases) => read(releases))))
    if (release) known.set(version, release)
    return release
  }

  return {
    known,
    find,
    expect(version, rows) {
      expected = find(version, rows).catch(() => undefined)
    },
    async save(release) {
      await database('readwrite', async (_, releases) => void releases.put(release, release.version))
      known.set(release.version, release)
    },
  }
}

/** A manifest as it is going to be stored. */
export function releaseOf({ version, files }: Manifest, from: string): StoredRelease {
  return { version, files: new Map(Object.entries(files).map(([path, entry]) => [path, { path, ...entry }])), from }
}

/** Its files, each content once, however many paths have it. */
export function filesByHash({ files }: StoredRelease): Map<string, StoredFile> {
  return new Map([...files.values()].map((file) => [file.sha256, file]))
}
