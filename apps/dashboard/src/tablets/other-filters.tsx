import { filterBy } from '../shell/route.ts'
import { said } from '../wording/language.ts'
import { tabletWords } from '../wording/tablets.ts'
import { chosen } from './filter.ts'

/** What links from other pages filter by, and nobody chooses here. */
const WORDS = ['deployment', 'wave', 'desired', 'phase'] as const

/** Says what else hides rows, and takes it off. */
export function OtherFilters() {
  const used = WORDS.filter((word) => chosen(word) !== '')
  if (used.length === 0) return null
  return (
    <div class="actions">
      {used.map((word) => {
        const value = word === 'phase' ? said(tabletWords.phases, chosen(word)) : chosen(word)
        const what = `${tabletWords.alsoBy[word]}: ${value}`
        return (
          <button
            key={word}
            type="button"
            aria-label={`${tabletWords.takeOff} ${what}`}
            onClick={() => filterBy({ [word]: '' })}
          >
            {what} <span aria-hidden="true">✕</span>
          </button>
        )
      })}
    </div>
  )
}
