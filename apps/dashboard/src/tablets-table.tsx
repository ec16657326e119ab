import type { EnvironmentRow, List, TabletRow } from './api.ts'
import { moment, words } from './wording.ts'

/** Every tablet with the release it reports; one that is not on the wanted release stands out. */
export function TabletsTable({ list, wanted }: { list: List<TabletRow>; wanted: EnvironmentRow[] }) {
  const current = new Set(wanted.map((environment) => environment.current))
  return (
    <section>
      <h2>
        {words.tablets} <Count list={list} />
      </h2>
      {list.count === 0 ? (
        <p>
          {words.noTablets} <code>{location.origin}/?tablet=lobby-1</code>
        </p>
      ) : (
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th>{words.id}</th>
                <th>{words.reports}</th>
                <th>{words.since}</th>
                <th>{words.doing}</th>
                <th>{words.lastError}</th>
                <th>{words.seen}</th>
              </tr>
            </thead>
            <tbody>
              {list.data.map((tablet) => (
                <tr key={tablet.id}>
                  <td>{tablet.id}</td>
                  <td class={current.has(tablet.release) ? 'good' : 'behind'}>{tablet.release}</td>
                  <td>{moment(tablet.releaseSince)}</td>
                  <td>{doing(tablet)}</td>
                  <td class="bad" title={tablet.errorDetail ?? ''}>
                    {tablet.error ? `${tablet.error}${tablet.errorDetail ? ` · ${tablet.errorDetail}` : ''}` : ''}
                  </td>
                  <td>
                    {tablet.online ? words.online : words.offline} · {moment(tablet.lastSeen)}
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

/** How many there are; honest when only a part is shown. */
export function Count({ list }: { list: List<unknown> }) {
  const part = list.data.length < list.count ? `${list.data.length} ${words.partOf} ` : ''
  return (
    <span class="quiet">
      {part}
      {list.count}
    </span>
  )
}

function doing({ phase, target, progress }: TabletRow): string {
  return [phase.replace('_', ' '), target, progress === null ? '' : `${progress} %`].filter(Boolean).join(' ')
}
