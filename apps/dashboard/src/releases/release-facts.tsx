import { getOne, ifThere } from '../api/api.ts'
import type { TabletSummary } from '../api/rows.ts'
import { useLook } from '../live/use-look.ts'
import { type Fact, Facts } from '../pieces/facts.tsx'
import { addressOf } from '../shell/route.ts'
import { releasePageWords as words } from '../wording/release-page.ts'
import { amount, bytes, engine, moment } from '../wording/units.ts'
import type { WholeRelease } from './release-rows.ts'

/** What is known of a release besides what changed in it. */
export function ReleaseFacts({ release, currentIn }: { release: WholeRelease; currentIn: readonly string[] }) {
  const { version, publishedAt, bytes: size, files, engines, notes, commit } = release
  const runs = useRunning(version)
  const facts: Fact[] = [
    [words.published, moment(publishedAt)],
    [words.size, `${bytes(size)} · ${words.files(files)}`],
    [words.currentIn, currentIn.join(', ') || words.nowhere],
    [words.runs, runs !== undefined && <a href={addressOf('tablets', '', { release: version })}>{amount(runs)}</a>],
    [words.commit, commit],
    [
      words.engines,
      Object.entries(engines ?? {})
        .map(([name, oldest]) => engine({ name, version: oldest }))
        .join(', '),
    ],
    [words.notes, notes],
  ]
  return <Facts facts={facts} class="facts panel" />
}

/** How many tablets report a release, in all environments; `undefined` while that is not known. */
function useRunning(version: string): number | undefined {
  const { seen } = useLook(['tablets'], (signal) => ifThere(getOne<TabletSummary>('tablets/summary', signal)))
  if (!seen.value?.releases) return undefined
  return seen.value.releases.find(({ release }) => release === version)?.count ?? 0
}
