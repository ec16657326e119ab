import type { List } from '../api/api.ts'
import type { TabletRow } from '../api/rows.ts'
import { words } from '../wording/shared.ts'
import { reason, tabletWords } from '../wording/tablets.ts'
import { engine, moment } from '../wording/units.ts'

/** Every tablet with the release it reports; one that is stuck, or not on the wanted release, stands out. */
export function TabletsTable({ list }: { list: List<TabletRow> }) {
  return (
    <section>
      <h2>
        {tabletWords.tablets} <Count list={list} />
      </h2>
      {list.count === 0 ? (
        <p>
          {tabletWords.noTablets} <code>{location.origin}/?tablet=lobby-1</code>
        </p>
      ) : (
        <div class="scroll">
          <table class="stacked">
            <thead>
              <tr>
                <th>{tabletWords.id}</th>
                <th>{tabletWords.reports}</th>
                <th>{tabletWords.doing}</th>
                <th>{tabletWords.lastError}</th>
                <th>{tabletWords.seen}</th>
              </tr>
            </thead>
            <tbody>
              {list.data.map((tablet) => (
                <tr key={tablet.id} class={tablet.stuck && 'stuck'}>
                  <td>
                    <strong>{tablet.id}</strong>
                    <About tablet={tablet} />
                  </td>
                  <td data-label={tabletWords.reports}>
                    <div>
                      <span class={tablet.release === tablet.desired ? 'good' : 'behind'}>{tablet.release}</span>
                      <Since at={tablet.releaseSince} />
                    </div>
                  </td>
                  <td data-label={tabletWords.doing}>
                    {tablet.stuck ? <Stuck stuck={tablet.stuck} /> : doing(tablet)}
                  </td>
                  <td data-label={tabletWords.lastError} class="error" title={tablet.error?.detail}>
                    {lastError(tablet)}
                  </td>
                  <td data-label={tabletWords.seen}>
                    <div>
                      {tablet.online ? tabletWords.online : tabletWords.offline}
                      <div class="quiet">{moment(tablet.lastSeen)}</div>
                    </div>
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

/** What a tablet is, rather than does: its engine, and that it has no worker. */
function About({ tablet: { engine: runsIn, withoutWorker } }: { tablet: TabletRow }) {
  const said = [runsIn && engine(runsIn), withoutWorker && `${tabletWords.withoutWorker} (${reason(withoutWorker)})`]
  return <div class="quiet about">{said.filter(Boolean).join(' · ')}</div>
}

function Stuck({ stuck: { code, target, detail, since } }: { stuck: NonNullable<TabletRow['stuck']> }) {
  return (
    <div class="about">
      <strong>{target ? `${tabletWords.stuckBefore} ${target}` : tabletWords.phases.stuck}</strong>
      {code && `: ${reason(code)}`}
      <div class="quiet">{detail}</div>
      <Since at={since} />
    </div>
  )
}

function Since({ at }: { at: string }) {
  return (
    <div class="quiet">
      {words.since} {moment(at)}
    </div>
  )
}

function doing({ phase, target, progress }: TabletRow): string {
  return [
    tabletWords.phases[phase as keyof typeof tabletWords.phases] ?? phase,
    target,
    progress === undefined ? '' : `${progress} %`,
  ]
    .filter(Boolean)
    .join(' ')
}

/** What stops a tablet that is stuck is said already. */
function lastError({ error, stuck }: TabletRow): string {
  if (stuck && error?.code === stuck.code) return ''
  return [error?.target, error?.code, error?.detail].filter(Boolean).join(' · ')
}
