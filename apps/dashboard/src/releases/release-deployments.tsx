import { get } from '../api/api.ts'
import type { DeploymentRow } from '../deployments/deployment.ts'
import { colourOf, standing, why } from '../deployments/deployment-state.tsx'
import { useLook } from '../live/use-look.ts'
import { addressOf } from '../shell/route.ts'
import { releasePageWords as words } from '../wording/release-page.ts'
import { words as shared } from '../wording/shared.ts'
import { moment } from '../wording/units.ts'

/** The latest so many. */
const LATEST = 50

/** Where and when a release was deployed, latest first. */
export function ReleaseDeployments({ version }: { version: string }) {
  const { seen } = useLook(
    ['deployments'],
    (signal) => get<DeploymentRow>(`deployments?version=${encodeURIComponent(version)}&limit=${LATEST}`, signal),
    [version],
  )
  if (!seen.value) return null
  return (
    <section>
      <h2>{words.deployments}</h2>
      {seen.value.data.length === 0 ? (
        <p class="quiet">{words.neverDeployed}</p>
      ) : (
        <div class="scroll">
          <table class="stacked links">
            <thead>
              <tr>
                <th>{shared.environment}</th>
                <th>{shared.status}</th>
                <th>{shared.why}</th>
                <th>{shared.when}</th>
              </tr>
            </thead>
            <tbody>
              {seen.value.data.map((deployment) => (
                <tr key={deployment.id}>
                  <td>
                    <a href={addressOf('deployment', deployment.id)}>{deployment.environment}</a>
                  </td>
                  <td data-label={shared.status} class={colourOf(deployment)}>
                    {standing(deployment)}
                  </td>
                  <td data-label={shared.why} class="why">
                    {why(deployment)}
                  </td>
                  <td data-label={shared.when}>{moment(deployment.timestamp)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
