import type { List, TabletRow } from './api.ts'
import { moment, words } from './wording.ts'

/** Every tablet with the release it reports; one that is not on the wanted release stands out. */
export function TabletsTable({ list }: { list: List<TabletRow> }) {
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
                  <td class={tablet.release === tablet.desired ? 'good' : 'behind'}>{tablet.release}</td>
                  <td>{moment(tablet.releaseSince)}</td>
                  <td>{doing(tablet)}</td>
                  <td class="bad" title={tablet.error?.detail}>
                    {lastError(tablet)}
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
  return [
    words.phases[phase as keyof typeof words.phases] ?? phase,
    target,
    progress === undefined ? '' : `${progress} %`,
  ]
    .filter(Boolean)
    .join(' ')
}

function lastError({ error }: TabletRow): string {
  return [error?.target, error?.code, error?.detail].filter(Boolean).join(' · ')
}
