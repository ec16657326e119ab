import { useEffect } from 'preact/hooks'
import { environments, freshness, releases, stuckCount, tablets, watchFleet } from './live.ts'
import { ReleasesTable } from './releases-table.tsx'
import { session } from './session.ts'
import { signOut } from './signing-in.ts'
import { TabletsTable } from './tablets-table.tsx'
import { moment, words } from './wording.ts'

/** Where the server cannot be reached nothing has ended, and the page says already that it is gone. */
const leave = () => signOut().catch(() => undefined)

/** The fleet on one page: what each environment should run, what each tablet says it runs, what there is to run. */
export function Fleet() {
  useEffect(watchFleet, [])
  return (
    <>
      <header>
        <h1>{words.title}</h1>
        <Freshness />
        <span class="quiet">{session.value?.actor}</span>
        <button type="button" onClick={leave}>
          {words.signOut}
        </button>
      </header>
      <main>
        <section class="environments" aria-label={words.environments}>
          {environments.value.data.map((environment) => (
            <div key={environment.name}>
              <span class="quiet">{environment.name}</span>
              <strong>{environment.current ?? words.noCurrent}</strong>
              <span class="quiet">{moment(environment.changedAt)}</span>
              {environment.desired !== environment.current && (
                <span class="bad">
                  {words.instead} {environment.desired}
                </span>
              )}
              {environment.directive && (
                <span class="bad">
                  {words.directive}: {environment.directive.do}
                </span>
              )}
            </div>
          ))}
          {stuckCount.value > 0 && (
            <div class="stuck" role="status">
              <span>{words.stuckTablets}</span>
              <strong>{stuckCount}</strong>
              <span class="quiet">
                {words.partOf} {tablets.value.count}
              </span>
            </div>
          )}
        </section>
        <TabletsTable list={tablets.value} />
        <ReleasesTable list={releases.value} wanted={environments.value.data} />
      </main>
    </>
  )
}

function Freshness() {
  const { at, lost } = freshness.value
  if (lost) {
    return (
      <p role="alert">
        {words.lost} {at ? moment(at.toISOString()) : '–'}
      </p>
    )
  }
  return <p class="quiet">{at ? `${words.live} · ${moment(at.toISOString())}` : '…'}</p>
}
