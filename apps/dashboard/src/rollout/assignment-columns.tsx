import type { WholeDeployment } from '../deployments/deployment.ts'
import { useActing } from '../pieces/acting.ts'
import { Trouble } from '../pieces/trouble.tsx'
import type { Column } from '../pieces/windowed-table.tsx'
import { ScopedButton } from '../session/scoped-button.tsx'
import { lackedScope } from '../session/scopes.ts'
import { addressOf } from '../shell/route.ts'
import { said } from '../wording/language.ts'
import { rolloutWords as words } from '../wording/rollout.ts'
import { tabletWords } from '../wording/tablets.ts'
import { shortMoment } from '../wording/units.ts'
import type { MemberRow } from './wave.ts'

const FAILED: readonly string[] = ['failed', 'timed_out', 'rolled_back']

/** Did the release fail on it? */
export function hasFailed({ state }: MemberRow): boolean {
  return FAILED.includes(state)
}

/** What is said of each tablet of a deployment. Who lacks the scope is told so once, at the button for all that failed. */
export function columnsFor(deployment: WholeDeployment): Column<MemberRow>[] {
  const mayRetry = lackedScope('deploy', deployment.environment) === undefined
  return [
    {
      title: words.tablet,
      cell: ({ tablet, name, online, presence = online ? 'online' : 'offline' }, tabIndex) => (
        <div>
          <a href={addressOf('tablet', tablet)} tabIndex={tabIndex}>
            {name ?? tablet}
          </a>
          <div class="quiet">{[name && tablet, said(words.presence, presence)].filter(Boolean).join(' · ')}</div>
        </div>
      ),
    },
    {
      title: words.state,
      cell: ({ state, wave }) => (
        <div>
          <span class={colourOf(state)}>{words.assignmentStates[state] ?? state}</span>
          <div class="quiet">{words.wave(wave)}</div>
        </div>
      ),
    },
    {
      title: words.reason,
      class: 'assignment-why',
      cell: ({ state, code, detail }) =>
        code && (
          <div title={detail}>
            {said({ ...tabletWords.reasons, ...words.codes }, code)}
            <div class="quiet">
              {state === 'timed_out' && detail ? words.stoppedIn(said(words.assignmentStates, detail)) : detail}
            </div>
          </div>
        ),
    },
    {
      title: words.tries,
      cell: ({ attempts, offers }) => (
        <div>
          {attempts} <span class="quiet">{words.offersOf(offers)}</span>
        </div>
      ),
    },
    {
      title: words.since,
      cell: ({ since, release }) => (
        <div>
          {shortMoment(since)}
          <div class="quiet">{release && words.reportsRelease(release)}</div>
        </div>
      ),
    },
    {
      title: words.retryOne,
      heading: <span class="unseen">{words.retryOne}</span>,
      cell: ({ tablet, state }) =>
        mayRetry && FAILED.includes(state) && <RetryOne deployment={deployment} tablet={tablet} />,
    },
  ]
}

function colourOf(state: string): string {
  if (state === 'succeeded') return 'good'
  return FAILED.includes(state) ? 'bad' : ''
}

function RetryOne({ deployment: { id, environment }, tablet }: { deployment: WholeDeployment; tablet: string }) {
  const { isBusy, trouble, act } = useActing()
  return (
    <>
      <ScopedButton
        kind="deploy"
        environment={environment}
        class="plain"
        isBusy={isBusy.value}
        onPress={() => act(`deployments/${id}/retry`, { tablets: [tablet] })}
      >
        {words.retryOne}
      </ScopedButton>
      <Trouble error={trouble.value} />
    </>
  )
}
