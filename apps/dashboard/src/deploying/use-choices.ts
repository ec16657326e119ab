import { get, getOne, ifThere } from '../api/api.ts'
import type { EnvironmentRow, ReleaseRow, TabletSummary } from '../api/rows.ts'
import { type Look, useLook } from '../live/use-look.ts'
import type { KnownNames } from './wave-rows.tsx'

/** What there is to choose from. */
export interface Choices {
  /** Newest first. */
  releases: ReleaseRow[]
  environments: EnvironmentRow[]
}

/** The newest so many can be chosen. */
const RELEASES = 200

/** Keep at hand what there is to choose from. */
export function useChoices(): Look<Choices> {
  return useLook(['releases', 'environments'], async (signal) => {
    const [releases, environments] = await Promise.all([
      get<ReleaseRow>(`releases?limit=${RELEASES}`, signal),
      get<EnvironmentRow>('environments', signal),
    ])
    return { releases: releases.data, environments: environments.data }
  })
}

/** Keep at hand which groups and tags an environment's tablets have. */
export function useKnownNames(environment: string): KnownNames {
  const { seen } = useLook(
    ['tablets', 'groups'],
    (signal) =>
      ifThere(getOne<Partial<TabletSummary>>(`tablets/summary?environment=${encodeURIComponent(environment)}`, signal)),
    [environment],
  )
  const { groups = [], tags = [] } = seen.value ?? {}
  return { groups: groups.map(({ group }) => group), tags: tags.map(({ tag }) => tag) }
}
