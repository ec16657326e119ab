import { useEffect } from 'preact/hooks'
import { getOne } from '../api/api.ts'
import { ApiError } from '../api/api-error.ts'
import type { TabletRow } from '../api/rows.ts'
import { watchEnvironments } from '../deployments/environments-now.ts'
import { LadderCard } from '../ladder/ladder-card.tsx'
import { useLook } from '../live/use-look.ts'
import { Trouble } from '../pieces/trouble.tsx'
import { Heading } from '../shell/heading.tsx'
import { addressOf } from '../shell/route.ts'
import { PresenceMark } from '../tablets/tablet-state.tsx'
import { tabletWords } from '../wording/tablet.ts'
import { moment } from '../wording/units.ts'
import { TabletActions } from './tablet-actions.tsx'
import { TabletCard } from './tablet-card.tsx'
import { TabletFacts } from './tablet-facts.tsx'
import { TabletHistory } from './tablet-history.tsx'
import { TabletKiosk } from './tablet-kiosk.tsx'
import { TabletStanding } from './tablet-standing.tsx'

/** Everything that is known of one tablet, and what can be done about it. */
export function TabletPage({ id }: { id: string }) {
  useEffect(watchEnvironments, [])
  const { seen, trouble } = useLook(
    ['tablets', 'deployments', 'environments', 'groups'],
    (signal) => getOne<TabletRow>(`tablets/${encodeURIComponent(id)}`, signal),
    [id],
  )
  const isUnknown = trouble.value instanceof ApiError && trouble.value.code === 'tablet-unknown'
  return (
    <>
      <p>
        <a href={addressOf('tablets')}>← {tabletWords.allTablets}</a>
      </p>
      {isUnknown ? <Unknown id={id} /> : <Trouble error={trouble.value} />}
      {seen.value && !isUnknown && <Known tablet={seen.value} />}
      <TabletHistory id={seen.value?.id ?? id} />
    </>
  )
}

function Known({ tablet }: { tablet: TabletRow }) {
  const { id, name, aliases = [] } = tablet
  return (
    <>
      <div>
        <Heading title={name ?? id} />
        <p class="subtitle">
          {name !== undefined && <code>{id}</code>} <PresenceMark tablet={tablet} />{' '}
          <span class="quiet">{tablet.lastSeen && `${tabletWords.lastSeen} ${moment(tablet.lastSeen)}`}</span>
          {aliases.length > 0 && (
            <span class="quiet">
              {' '}
              · {tabletWords.before} {aliases.join(', ')}
            </span>
          )}
        </p>
      </div>
      <TabletStanding tablet={tablet} />
      <TabletActions tablet={tablet} />
      <div class="beside">
        <LadderCard tablet={id} />
        <TabletKiosk tablet={id} />
      </div>
      <div class="beside">
        <TabletCard tablet={tablet} />
        <TabletFacts tablet={tablet} />
      </div>
    </>
  )
}

function Unknown({ id }: { id: string }) {
  return (
    <>
      <Heading title={tabletWords.unknown} />
      <p>
        <code>{id}</code>
      </p>
      <p>{tabletWords.unknownHelp}</p>
    </>
  )
}
