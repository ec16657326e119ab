import { RelevoError } from '@relevo/core/errors'
import type { Manifest } from '@relevo/core/release'
import type { Clock } from '../command.ts'
import type { Packing } from '../releases/read-packing.ts'
import { NO_PATIENCE, USUAL_PATIENCE } from '../server/again.ts'
import { type Notified, readCreated, readNotified } from '../server/answers.ts'
import { readUrl } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'
import { WALL_CLOCK } from '../wall-clock.ts'
import { awaitPatches, hasPatches } from './await-patches.ts'
import type { PublishProgress } from './progress.ts'
import { releaseOfFolder } from './release-of-folder.ts'
import { uploadMissing } from './upload-missing.ts'

export interface PublishOptions {
  /** A finished build. */
  folder: string
  /** Address of the server. */
  url: string
  token: string
  /** Version of the release. Default: that of the folder's `relevo.json`, else as `buildVersion` tells it. */
  version?: string
  /** Where it becomes current. Default: `production`. */
  environment?: string
  /** Tablets switch without asking. */
  force?: boolean
  /** What is new, for the tablets and the operator. */
  notes?: string
  /** The commit it was built from. */
  commit?: string
  /** `false`: only put it there. Default: make it current and tell the tablets. */
  notify?: boolean
  /** Before the tablets are told, wait at most so many milliseconds for the release's patches; 0: not at all. Default: two minutes. */
  patience?: number
  onProgress?: (progress: PublishProgress) => void
  /** Told, in one sentence, what is odd about the folder. */
  onWarning?: (warning: string) => void
  /** Milliseconds before the first of up to four retries of a call; doubled for each. Default: 250. */
  firstDelay?: number
  clock?: Clock
  env?: Record<string, string | undefined>
}

/** What came of it. Two files with the same bytes travel, and count in bytes, once. */
export interface Published {
  version: string
  /** `false`: this very release was there before. */
  created: boolean
  /** Files of the release. */
  files: number
  bytes: number
  /** Files that travelled. */
  uploaded: number
  uploadedBytes: number
  /** Bytes that did not travel, because the server had them. */
  savedBytes: number
  /** What tablets will download, as far as the server had made it when they were told; absent where nobody waited for it. */
  packing?: Packing
  notified?: Notified
}

/** Milliseconds: a patch takes seconds, of big releases with much new a minute. */
const USUAL_WAIT = 120_000

const LATE =
  'the patches are not all made yet, which is waited for no longer: tablets that come before them download files'

/** Someone may sweep the server's store while we upload; more rounds than this are no accident. */
const ROUNDS = 3

/**
 * Publish a built folder: only files that the server lacks travel, four at a time, then the release exists and becomes
 * current in its environment. After a failure, run it again: it carries on where it stopped.
 *
 * @throws RelevoError `folder-unusable`, `manifest-invalid`, `manifest-stale`, `version-differs`, `version-unknown`,
 * `token-missing`, `config-invalid`, `server-unreachable`, `internal`; ServerRefused with the server's own code and words
 * @example await publish({ folder: 'dist', url: 'http://localhost:8604', token })
 */
export async function publish(options: PublishOptions): Promise<Published> {
  const { folder, version, environment = 'production', force = false, notes, commit, notify = true } = options
  const { onProgress, onWarning, env = process.env, firstDelay = USUAL_PATIENCE.firstDelay } = options
  const { patience = USUAL_WAIT, clock = WALL_CLOCK } = options
  const connection = { url: readUrl(options.url).href, token: options.token }
  const server = new ReleaseServer(connection, { ...USUAL_PATIENCE, firstDelay })

  onProgress?.({ step: 'reading', folder })
  const manifest = await releaseOfFolder(folder, { env, ...(version && { version }), ...(onWarning && { onWarning }) })
  const said = { ...(notes !== undefined && { notes }), ...(commit !== undefined && { commit }) }
  const ask = async () => readCreated((await server.post('api/releases', { manifest, ...said })).data)

  let answer = await ask()
  const sent = new Set<string>()
  for (let round = 1; answer.missing.length > 0; round++) {
    if (round > ROUNDS)
      throw new RelevoError('internal', `${answer.missing.length} files are missing after their upload`)
    await uploadMissing(server, { folder, manifest, missing: answer.missing, ...(onProgress && { onProgress }) })
    for (const sha256 of answer.missing) sent.add(sha256)
    answer = await ask()
  }

  const published = { version: manifest.version, created: answer.created, ...tally(manifest, sent) }
  if (!notify) return published
  const packing = await awaitPatches({
    ...{ version: manifest.version, atMost: patience, clock },
    server: new ReleaseServer(connection, NO_PATIENCE),
    onAnswer: (answer) => onProgress?.({ step: 'packing', version: manifest.version, packing: answer }),
  })
  if (packing && !hasPatches(packing)) onWarning?.(LATE)
  onProgress?.({ step: 'notifying', environment })
  const notice = { version: manifest.version, force, environment, ...(notes !== undefined && { notes }) }
  const notified = readNotified((await server.post('api/notify-update', notice)).data)
  return { ...published, ...(packing && { packing }), notified }
}

function tally(manifest: Manifest, sent: Set<string>) {
  const sizes = new Map(Object.values(manifest.files).map(({ sha256, size }) => [sha256, size]))
  const bytes = sum(sizes.values())
  const uploadedBytes = sum([...sizes].filter(([sha256]) => sent.has(sha256)).map(([, size]) => size))
  return {
    files: Object.keys(manifest.files).length,
    bytes,
    uploaded: sent.size,
    uploadedBytes,
    savedBytes: bytes - uploadedBytes,
  }
}

function sum(numbers: Iterable<number>): number {
  let total = 0
  for (const number of numbers) total += number
  return total
}
