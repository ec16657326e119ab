import { get } from '../api/api.ts'
import type { EnvironmentRow, ReleaseRow } from '../api/rows.ts'
import { useLook } from '../live/use-look.ts'
import { Count } from '../pieces/count.tsx'
import { Trouble } from '../pieces/trouble.tsx'
import { Heading } from '../shell/heading.tsx'
import { releaseWords } from '../wording/releases.ts'
import { ReleasesTable } from './releases-table.tsx'

/** Every release there is to run. */
export function ReleasesPage() {
  const { seen, trouble } = useLook(['releases', 'environments'], async (signal) => {
    const [releases, environments] = await Promise.all([
      get<ReleaseRow>('releases?limit=50', signal),
      get<EnvironmentRow>('environments', signal),
    ])
    return { releases, environments: environments.data }
  })
  return (
    <>
      <Heading title={releaseWords.releases}>{seen.value && <Count list={seen.value.releases} />}</Heading>
      <Trouble error={trouble.value} />
      {seen.value && <ReleasesTable list={seen.value.releases} wanted={seen.value.environments} />}
    </>
  )
}
