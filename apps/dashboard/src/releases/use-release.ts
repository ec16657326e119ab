import { get, getOne } from '../api/api.ts'
import { ApiError } from '../api/api-error.ts'
import type { EnvironmentRow, ReleaseRow } from '../api/rows.ts'
import { type Look, useLook } from '../live/use-look.ts'
import type { WholeRelease } from './release-rows.ts'

/** A release, where it is current, and the others it can be held against, newest first. */
export interface KnownRelease {
  release: WholeRelease
  environments: string[]
  others: string[]
}

/** It can be held against so many of the newest. */
const OTHERS = 200

/** Keep a release up to date; `null` when there is none of that version. */
export function useRelease(version: string): Look<KnownRelease | null> {
  return useLook<KnownRelease | null>(
    ['releases', 'environments'],
    async (signal) => {
      const [releases, environments] = await Promise.all([
        get<ReleaseRow>(`releases?limit=${OTHERS}`, signal),
        get<EnvironmentRow>('environments', signal),
      ])
      const release = await releaseOf(version, releases.data, signal)
      if (!release) return null
      return {
        release,
        environments: environments.data.filter(({ current }) => current === version).map(({ name }) => name),
        others: releases.data.map((one) => one.version).filter((one) => one !== version),
      }
    },
    [version],
  )
}

/** An older server has no page of one release: there it is looked up in the list. */
async function releaseOf(
  version: string,
  listed: readonly ReleaseRow[],
  signal: AbortSignal,
): Promise<WholeRelease | undefined> {
  try {
    return await getOne<WholeRelease>(`releases/${encodeURIComponent(version)}`, signal)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (error.code === 'release-unknown' || error.code === 'not-found' || error.code === 'method-not-allowed') {
      return listed.find((one) => one.version === version)
    }
    throw error
  }
}
