import { useEffect, useRef } from 'preact/hooks'
import { FiringCount } from '../alerts/firing-count.tsx'
import { words } from '../wording/shared.ts'
import { addressOf, type Page, route } from './route.ts'

/** The pages that one goes to from anywhere, and those that belong to them. */
const PAGES: { page: Page; with: Page[] }[] = [
  { page: 'overview', with: [] },
  { page: 'tablets', with: ['tablet'] },
  { page: 'kiosks', with: ['kiosk'] },
  { page: 'deployments', with: ['deployment', 'deploy'] },
  { page: 'releases', with: ['release'] },
  { page: 'events', with: [] },
  { page: 'alerts', with: [] },
  { page: 'doctor', with: [] },
  { page: 'access', with: [] },
  { page: 'settings', with: [] },
]

/** The way to every page. On the page of one thing, its list is marked as where one is. */
export function Navigation() {
  const now = route.value.page
  const list = useRef<HTMLUListElement>(null)
  // Where the way is too long for a phone, one sees where one is; also when a count comes and makes it longer.
  useEffect(() => {
    if (!list.current) return
    const observer = new ResizeObserver(([entry]) => {
      const here = entry?.target.querySelector('[aria-current], .within')
      here?.scrollIntoView({ block: 'nearest', inline: 'center' })
    })
    observer.observe(list.current)
    return () => observer.disconnect()
  }, [now])
  return (
    <nav aria-label={words.pagesLabel}>
      <ul ref={list}>
        {PAGES.map(({ page, with: things }) => (
          <li key={page}>
            <a
              href={addressOf(page)}
              class={things.includes(now) ? 'within' : undefined}
              aria-current={now === page ? 'page' : undefined}
            >
              {words.pages[page as keyof typeof words.pages]}
              {page === 'alerts' && <FiringCount />}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
