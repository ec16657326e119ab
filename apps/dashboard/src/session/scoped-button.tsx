import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { words } from '../wording/shared.ts'
import { type Kind, lackedScope } from './scopes.ts'

interface ScopedButtonProps {
  kind: Kind
  /** Left out for what is of no environment. */
  environment?: string
  /** It has been pressed, and is at it. */
  isBusy?: boolean
  class?: string
  /** What it is called where more than one of them says the same. */
  label?: string
  /** The id of what says what it does. */
  describedBy?: string
  onPress(): void
  children: ComponentChildren
}

/** A button that takes a scope; without it, it is off and says why. */
export function ScopedButton({
  kind,
  environment,
  isBusy = false,
  label,
  describedBy,
  onPress,
  children,
  ...rest
}: ScopedButtonProps) {
  const id = useId()
  const lacked = lackedScope(kind, environment)
  return (
    <span class="scoped">
      <button
        type="button"
        {...rest}
        disabled={lacked !== undefined}
        aria-label={label}
        aria-disabled={isBusy}
        aria-describedby={lacked ? id : describedBy}
        onClick={() => !isBusy && onPress()}
      >
        {children}
      </button>
      {lacked && (
        <span class="quiet" id={id}>
          {words.noScope} {lacked}
        </span>
      )}
    </span>
  )
}
