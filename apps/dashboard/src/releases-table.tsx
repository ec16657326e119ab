import type { EnvironmentRow, List, ReleaseRow } from './api.ts'
import { Count } from './tablets-table.tsx'
import { bytes, moment, words } from './wording.ts'

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
          <table>
            <thead>
              <tr>
                <th>{words.version}</th>
                <th>{words.current}</th>
                <th>{words.published}</th>
                <th>{words.size}</th>
                <th>{words.files}</th>
                <th>{words.notes}</th>
              </tr>
            </thead>
            <tbody>
              {list.data.map((release) => (
                <tr key={release.version}>
                  <td>{release.version}</td>
                  <td class={release.blockedAt ? 'bad' : 'good'}>
                    {[...currentIn(release.version), release.blockedAt ? words.blocked : '']
                      .filter(Boolean)
                      .join(' · ')}
                  </td>
                  <td>{moment(release.publishedAt)}</td>
                  <td>{bytes(release.bytes)}</td>
                  <td>{release.files}</td>
                  <td>{release.notes}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
