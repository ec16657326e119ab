import type { List } from '../api/api.ts'
import type { EnvironmentRow, ReleaseRow } from '../api/rows.ts'
import { addressOf } from '../shell/route.ts'
import { releaseWords } from '../wording/releases.ts'
import { words } from '../wording/shared.ts'
import { bytes, engine, moment } from '../wording/units.ts'

/** Every release, and the environment it is current in. */
export function ReleasesTable({ list, wanted }: { list: List<ReleaseRow>; wanted: EnvironmentRow[] }) {
  const currentIn = (version: string) => wanted.filter(({ current }) => current === version).map(({ name }) => name)
  return (
    <section>
      {list.count === 0 ? (
        <div class="empty">
          {releaseWords.noReleases} <code>relevo publish dist</code>
        </div>
      ) : (
        <div class="scroll">
          <table class="stacked links">
            <thead>
              <tr>
                <th>{words.version}</th>
                <th>{releaseWords.current}</th>
                <th>{releaseWords.published}</th>
                <th>{releaseWords.size}</th>
                <th>{releaseWords.files}</th>
                <th>{releaseWords.engines}</th>
                <th>{words.notes}</th>
              </tr>
            </thead>
            <tbody>
              {list.data.map((release) => (
                <tr key={release.version}>
                  <td>
                    <a href={addressOf('release', release.version)}>{release.version}</a>
                  </td>
                  <td data-label={releaseWords.current} class={release.blockedAt ? 'bad' : 'good'}>
                    {[...currentIn(release.version), release.blockedAt ? releaseWords.blocked : '']
                      .filter(Boolean)
                      .join(' · ')}
                  </td>
                  <td data-label={releaseWords.published}>{moment(release.publishedAt)}</td>
                  <td data-label={releaseWords.size}>{bytes(release.bytes)}</td>
                  <td data-label={releaseWords.files}>{release.files}</td>
                  <td data-label={releaseWords.engines}>
                    {Object.entries(release.engines ?? {})
                      .map(([name, version]) => engine({ name, version }))
                      .join(', ')}
                  </td>
                  <td data-label={words.notes} class="why">
                    {release.notes}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
