import { useSignal } from '@preact/signals'
import { ASSIGNMENT_PHASES } from '@relevo/core/waves'
import type { WholeDeployment } from '../deployments/deployment.ts'
import { useRows } from '../pieces/use-rows.ts'
import { WindowedTable } from '../pieces/windowed-table.tsx'
import { addressOf } from '../shell/route.ts'
import { rolloutWords as words } from '../wording/rollout.ts'
import { columnsFor, hasFailed } from './assignment-columns.tsx'
import type { MemberRow } from './wave.ts'

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
            {ASSIGNMENT_PHASES.map((one) => (
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
        rowClass={(row) => (hasFailed(row) ? 'has-failed' : undefined)}
        onOpen={({ tablet }) => {
          location.hash = addressOf('tablet', tablet)
        }}
        empty={words.noAssignments}
      />
    </section>
  )
}
