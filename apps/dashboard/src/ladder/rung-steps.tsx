import { RUNGS } from '@relevo/core/ladder'
import { ladderWords as words } from '../wording/ladder.ts'
import type { LadderRow } from './ladder-row.ts'

/** Every rung there is, and how far this one has come. */
export function RungSteps({ ladder: { rung, phase, last } }: { ladder: LadderRow }) {
  const isAtEnd = phase === 'needs-hands'
  const at = rung === undefined ? -1 : RUNGS.indexOf(rung)
  const behind = isAtEnd && last !== undefined ? RUNGS.indexOf(last) + 1 : at
  return (
    <ol class="rungs" aria-label={words.rungsLabel}>
      {RUNGS.map((one, i) => {
        const isNow = !isAtEnd && i === at
        return (
          <li
            key={one}
            class={isNow ? 'now' : i < behind ? 'past' : undefined}
            aria-current={isNow ? 'step' : undefined}
          >
            {words.rungNames[one]}
          </li>
        )
      })}
    </ol>
  )
}
