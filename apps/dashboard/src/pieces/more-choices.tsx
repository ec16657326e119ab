import type { ComponentChildren } from 'preact'

interface MoreChoicesProps {
  title: string
  /** Something is chosen in it: nobody must have to look for what hides rows. */
  isUsed: boolean
  children: ComponentChildren
}

/** Choices that a phone has no room for at once: there they are folded away until somebody opens them. */
export function MoreChoices({ title, isUsed, children }: MoreChoicesProps) {
  const hasRoom = matchMedia('(min-width: 48rem)').matches
  return (
    <details class="more-choices" open={hasRoom || isUsed}>
      <summary>{title}</summary>
      <div class="filter">{children}</div>
    </details>
  )
}
