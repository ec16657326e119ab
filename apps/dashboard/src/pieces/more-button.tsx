import type { List } from '../api/api.ts'
import { words } from '../wording/shared.ts'

/** Asks for more of a list, as long as there is more of it. */
export function MoreButton({ list, onMore }: { list: List<unknown> | undefined; onMore(): void }) {
  if (!list || list.data.length >= list.count) return null
  return (
    <div>
      <button type="button" onClick={onMore}>
        {words.more}
      </button>
    </div>
  )
}
