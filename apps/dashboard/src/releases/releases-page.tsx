import { useSignal } from '@preact/signals'
import { get, getMany } from '../api/api.ts'
import type { EnvironmentRow, ReleaseRow } from '../api/rows.ts'
import { useLook } from '../live/use-look.ts'
import { Count } from '../pieces/count.tsx'
import { MoreButton } from '../pieces/more-button.tsx'
import { Trouble } from '../pieces/trouble.tsx'
import { Heading } from '../shell/heading.tsx'
import { releaseWords } from '../wording/releases.ts'
import { ReleasesTable } from './releases-table.tsx'

/** As many as there are at first, and as come with each `more`. */
const PORTION = 50

/** Every release there is to run, newest first. */
export function ReleasesPage() {
  const wanted = useSignal(PORTION)
  const look = async (signal: AbortSignal) => {
    const [releases, environments] = await Promise.all([
      getMany<ReleaseRow>('releases', signal, wanted.value),
      get<EnvironmentRow>('environments', signal),
    ])
    return { releases, environments: environments.data }
  }
  const { seen, trouble } = useLook(['releases', 'environments'], look, [wanted.value])
  const list = seen.value?.releases
  return (
    <>
      <Heading title={releaseWords.releases}>{list && <Count list={list} />}</Heading>
      <Trouble error={trouble.value} />
      {seen.value && <ReleasesTable list={seen.value.releases} wanted={seen.value.environments} />}
      <MoreButton
        list={list}
        onMore={() => {
          wanted.value += PORTION
        }}
      />
    </>
  )
}
