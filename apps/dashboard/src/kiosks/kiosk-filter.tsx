import { APPS } from '@relevo/core/kiosk'
import { Choice } from '../pieces/choice.tsx'
import { MoreChoices } from '../pieces/more-choices.tsx'
import { SearchField } from '../pieces/search-field.tsx'
import { filterBy } from '../shell/route.ts'
import { kioskWords as words } from '../wording/kiosks.ts'
import { chosen, isFiltered, type KioskWord } from './filter.ts'

const ONLY = ['unlinked', 'conflicting', 'faulty', 'offline'] as const

const by = (word: KioskWord) => ({ value: chosen(word), onChoose: (value: string) => filterBy({ [word]: value }) })

/** Which kiosks are listed; all of it stands in the address. */
export function KioskFilter() {
  return (
    <search class="filter" aria-label={words.filterLabel}>
      <SearchField label={words.search} hint={words.searchHelp} value={chosen('q')} onSearch={(q) => filterBy({ q })} />
      <MoreChoices title={words.filterLabel} isUsed={isFiltered()}>
        <Choice label={words.app} options={APPS.map((value) => ({ value, text: words.apps[value] }))} {...by('app')} />
        <Choice
          label={words.only}
          options={ONLY.map((value) => ({ value, text: words.onlys[value] }))}
          {...by('only')}
        />
        <Choice
          label={words.standing}
          nothing={words.standings.known}
          options={[{ value: 'dismissed', text: words.standings.dismissed }]}
          {...by('standing')}
        />
      </MoreChoices>
      {chosen('tablet') !== '' && (
        <button
          type="button"
          aria-label={`${words.takeOff} ${words.tablet}: ${chosen('tablet')}`}
          onClick={() => filterBy({ tablet: '' })}
        >
          {words.tablet}: {chosen('tablet')} <span aria-hidden="true">✕</span>
        </button>
      )}
    </search>
  )
}
