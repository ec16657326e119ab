import type { TabletSummary } from '../api/rows.ts'
import { environmentNames } from '../deployments/environments-now.ts'
import { Choice } from '../pieces/choice.tsx'
import { MoreChoices } from '../pieces/more-choices.tsx'
import { SearchField } from '../pieces/search-field.tsx'
import { filterBy } from '../shell/route.ts'
import { eventWords } from '../wording/events.ts'
import { words } from '../wording/shared.ts'
import { tabletWords } from '../wording/tablets.ts'
import { amount } from '../wording/units.ts'
import { chosen, type FilterWord, isFiltered } from './filter.ts'

const by = (word: FilterWord) => ({ value: chosen(word), onChoose: (value: string) => filterBy({ [word]: value }) })

/** Which tablets are listed, and in which order; all of it stands in the address. */
export function TabletFilter({ summary }: { summary: TabletSummary | undefined }) {
  const counted = (value: string, count: number) => ({ value, text: `${value} (${amount(count)})` })
  return (
    <search class="filter" aria-label={tabletWords.filterLabel}>
      <SearchField
        label={tabletWords.search}
        hint={tabletWords.searchHelp}
        value={chosen('q')}
        onSearch={(q) => filterBy({ q })}
      />
      <MoreChoices title={tabletWords.filterLabel} isUsed={isFiltered()}>
        <Choice
          label={words.environment}
          options={environmentNames().map((value) => ({ value }))}
          {...by('environment')}
        />
        {summary && summary.groups.length > 0 && (
          <Choice
            label={tabletWords.group}
            options={summary.groups.map(({ group, count }) => counted(group, count))}
            {...by('group')}
          />
        )}
        {summary && summary.tags.length > 0 && (
          <Choice
            label={tabletWords.tag}
            options={summary.tags.map(({ tag, count }) => counted(tag, count))}
            {...by('tag')}
          />
        )}
        {summary && (
          <>
            <Choice
              label={tabletWords.release}
              options={summary.releases.map(({ release, count }) => counted(release, count))}
              {...by('release')}
            />
            <Choice
              label={tabletWords.assignment}
              options={Object.entries(eventWords.assignments).map(([value, text]) => ({ value, text }))}
              {...by('assignment')}
            />
            <Choice
              label={tabletWords.sort}
              nothing={tabletWords.sorts.id}
              options={(['name', 'seen', 'since'] as const).map((value) => ({ value, text: tabletWords.sorts[value] }))}
              {...by('sort')}
            />
          </>
        )}
      </MoreChoices>
    </search>
  )
}
