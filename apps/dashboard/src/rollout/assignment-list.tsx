import { useSignal } from '@preact/signals'
import type { WholeDeployment } from '../deployments/deployment.ts'
import { useActing } from '../pieces/acting.ts'
import { Trouble } from '../pieces/trouble.tsx'
import { useRows } from '../pieces/use-rows.ts'
import { type Column, WindowedTable } from '../pieces/windowed-table.tsx'
import { ScopedButton } from '../session/scoped-button.tsx'
import { lackedScope } from '../session/scopes.ts'
import { addressOf } from '../shell/route.ts'
import { said } from '../wording/language.ts'
import { rolloutWords as words } from '../wording/rollout.ts'
import { tabletWords } from '../wording/tablets.ts'
import { shortMoment } from '../wording/units.ts'
import { ASSIGNMENT_STATES, type MemberRow } from './wave.ts'

const FAILED: readonly string[] = ['failed', 'timed_out', 'rolled_back']

/** Every tablet of a deployment: where it is on its way, and why it failed. */
export function AssignmentList({ deployment }: { deployment: WholeDeployment }) {
  const { id, waves = [] } = deployment
  const state = useSignal('')
  const wave = useSignal('')
  const query = new URLSearchParams(
    Object.entries({ state: state.value, wave: wave.value }).filter(([, word]) => word !== ''),
  )
  const rows = useRows<MemberRow>(`deployments/${encodeURIComponent(id)}/tablets?${query}`, ['deployments', 'tablets'])
  return (
    <section class="assignments">
      <h2>{words.assignments}</h2>
      <div class="filter table-filter">
        <label>
          {words.state}
          <select
            value={state.value}
            onChange={({ currentTarget }) => {
              state.value = currentTarget.value
            }}
          >
            <option value="">{words.anyState}</option>
            {ASSIGNMENT_STATES.map((one) => (
              <option key={one} value={one}>
                {words.assignmentStates[one]}
              </option>
            ))}
          </select>
        </label>
        {waves.length > 1 && (
          <label>
            {words.waveWord}
            <select
              value={wave.value}
              onChange={({ currentTarget }) => {
                wave.value = currentTarget.value
              }}
            >
              <option value="">{words.anyWave}</option>
              {waves.map((one) => (
                <option key={one.wave} value={one.wave}>
                  {one.wave}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <WindowedTable
        label={words.assignments}
        class="assignment-rows"
        columns={columnsFor(deployment)}
        rows={rows}
        rowClass={(row) => (FAILED.includes(row.state) ? 'has-failed' : undefined)}
        onOpen={({ tablet }) => {
          location.hash = addressOf('tablet', tablet)
        }}
        empty={words.noAssignments}
      />
    </section>
  )
}

/** Who lacks the scope is told so once, at the button for all that failed. */
function columnsFor(deployment: WholeDeployment): Column<MemberRow>[] {
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
