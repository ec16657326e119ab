import type { List } from './api.ts'
import type { EnvironmentRow, ReleaseRow } from './rows.ts'
import { Count } from './tablets-table.tsx'
import { bytes, engine, moment, words } from './wording.ts'

/** Every release, and the environment it is current in. */
export function ReleasesTable({ list, wanted }: { list: List<ReleaseRow>; wanted: EnvironmentRow[] }) {
  const currentIn = (version: string) => wanted.filter(({ current }) => current === version).map(({ name }) => name)
  return (
    <section>
      <h2>
        {words.releases} <Count list={list} />
      </h2>
      {list.count === 0 ? (
        <p>
          {words.noReleases} <code>relevo publish dist</code>
        </p>
      ) : (
        <div class="scroll">
          <table class="stacked">
            <thead>
              <tr>
                <th>{words.version}</th>
                <th>{words.current}</th>
                <th>{words.published}</th>
                <th>{words.size}</th>
                <th>{words.files}</th>
                <th>{words.engines}</th>
                <th>{words.notes}</th>
              </tr>
            </thead>
            <tbody>
              {list.data.map((release) => (
                <tr key={release.version}>
                  <td>
                    <strong>{release.version}</strong>
                  </td>
                  <td data-label={words.current} class={release.blockedAt ? 'bad' : 'good'}>
                    {[...currentIn(release.version), release.blockedAt ? words.blocked : '']
                      .filter(Boolean)
                      .join(' · ')}
                  </td>
                  <td data-label={words.published}>{moment(release.publishedAt)}</td>
                  <td data-label={words.size}>{bytes(release.bytes)}</td>
                  <td data-label={words.files}>{release.files}</td>
                  <td data-label={words.engines}>
                    {Object.entries(release.engines ?? {})
                      .map(([name, version]) => engine({ name, version }))
                      .join(', ')}
                  </td>
                  <td data-label={words.notes}>{release.notes}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
