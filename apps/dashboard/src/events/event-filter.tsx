import { environmentNames } from '../deployments/environments-now.ts'
import { Choice } from '../pieces/choice.tsx'
import { MoreChoices } from '../pieces/more-choices.tsx'
import { SearchField } from '../pieces/search-field.tsx'
import { filterBy, route } from '../shell/route.ts'
import { eventWords } from '../wording/events.ts'
import { words } from '../wording/shared.ts'
import { tabletWords } from '../wording/tablets.ts'
import { EVENT_KINDS, EVENT_TYPES, type EventFilterWord, filterOf } from './filter.ts'
import { MomentField } from './moment-field.tsx'

const TEXTS = ['tablet', 'release', 'actor'] as const

/** Which events are listed; all of it stands in the address. */
export function EventFilter() {
  const { query } = route.value
  const chosen = (word: EventFilterWord) => query.get(word) ?? ''
  const by = (word: EventFilterWord) => (value: string) => filterBy({ [word]: value })
  return (
    <search class="filter" aria-label={tabletWords.filterLabel}>
      <SearchField label={eventWords.search} value={chosen('q')} onSearch={by('q')} />
      <MoreChoices title={tabletWords.filterLabel} isUsed={filterOf(query) !== ''}>
        <Choice
          label={eventWords.type}
          value={chosen('type')}
          options={[...EVENT_KINDS, ...EVENT_TYPES.map((value) => ({ value }))]}
          onChoose={by('type')}
        />
        <Choice
          label={words.environment}
          value={chosen('environment')}
          options={environmentNames().map((value) => ({ value }))}
          onChoose={by('environment')}
        />
        {TEXTS.map((word) => (
          <SearchField key={word} label={eventWords[word]} value={chosen(word)} onSearch={by(word)} />
        ))}
        <MomentField label={eventWords.from} value={chosen('since')} onChoose={by('since')} />
        <MomentField label={eventWords.until} value={chosen('until')} onChoose={by('until')} />
      </MoreChoices>
    </search>
  )
}
