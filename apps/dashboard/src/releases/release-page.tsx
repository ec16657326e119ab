import { Trouble } from '../pieces/trouble.tsx'
import { useQuestion } from '../pieces/use-question.ts'
import { ScopedButton } from '../session/scoped-button.tsx'
import { Heading } from '../shell/heading.tsx'
import { addressOf } from '../shell/route.ts'
import { releasePageWords as words } from '../wording/release-page.ts'
import { moment } from '../wording/units.ts'
import { BlockDialog } from './block-dialog.tsx'
import { ReleaseChanges } from './release-changes.tsx'
import { ReleaseDeployments } from './release-deployments.tsx'
import { ReleaseFacts } from './release-facts.tsx'
import { ReleasePacking } from './release-packing.tsx'
import { type KnownRelease, useRelease } from './use-release.ts'

/** Everything that is known of one release, and what can be done with it. */
export function ReleasePage({ version }: { version: string }) {
  const { seen, trouble } = useRelease(version)
  return (
    <>
      <p>
        <a href={addressOf('releases')}>← {words.allReleases}</a>
      </p>
      <Heading title={seen.value === null ? words.unknown : version} />
      <Trouble error={trouble.value} />
      {seen.value === null && (
        <p>
          <code>{version}</code> {words.unknownHelp}
        </p>
      )}
      {seen.value && <Known known={seen.value} />}
    </>
  )
}

function Known({ known }: { known: KnownRelease }) {
  const { release, environments, others } = known
  const { version, blockedAt } = release
  const { open, ask } = useQuestion<'block'>()
  return (
    <>
      {blockedAt && <p class="note alarm">{words.blockedSince(moment(blockedAt))}</p>}
      <div class="actions">
        {!blockedAt && (
          <a class="button primary" href={addressOf('deploy', '', { version })}>
            {words.deploy}
          </a>
        )}
        <ScopedButton kind="admin" class={blockedAt ? '' : 'danger'} onPress={() => ask('block')}>
          {blockedAt ? words.unblock : words.block}
        </ScopedButton>
      </div>
      <ReleaseFacts release={release} currentIn={environments} />
      <ReleasePacking version={version} />
      <ReleaseChanges release={release} others={others} />
      <ReleaseDeployments version={version} />
      {open.value && (
        <BlockDialog key={open.value.nth} release={release} currentIn={environments} onClose={open.value.close} />
      )}
    </>
  )
}
