import { Trouble } from '../pieces/trouble.tsx'
import { Heading } from '../shell/heading.tsx'
import { addressOf, route } from '../shell/route.ts'
import { deployingWords as words } from '../wording/deploying.ts'
import { deploymentWords } from '../wording/deployments.ts'
import { DeployForm } from './deploy-form.tsx'
import { useChoices } from './use-choices.ts'

/** Deploy a release: which, where and how, with who will get it when, before it begins. */
export function DeployPage() {
  const { seen, trouble } = useChoices()
  const { query } = route.value
  return (
    <>
      <p>
        <a href={addressOf('deployments')}>← {deploymentWords.allDeployments}</a>
      </p>
      <Heading title={words.deployRelease} />
      <Trouble error={trouble.value} />
      {seen.value?.releases.length === 0 && (
        <div class="empty">
          {words.noReleases} <code>relevo publish dist --no-notify</code>
        </div>
      )}
      {seen.value && seen.value.releases.length > 0 && (
        <DeployForm
          choices={seen.value}
          version={query.get('version') ?? ''}
          environment={query.get('environment') ?? 'production'}
        />
      )}
    </>
  )
}
