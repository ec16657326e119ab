import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { words } from '../wording/shared.ts'
import type { Acting } from './acting.ts'
import { Trouble } from './trouble.tsx'

interface DialogProps {
  title: string
  /** What the button that does it says. */
  confirm: string
  acting: Pick<Acting, 'isBusy' | 'trouble'>
  /** It destroys nothing. */
  isHarmless?: boolean
  /** There is nothing to confirm. */
  isOff?: boolean
  onConfirm(): void
  onClose(): void
  children: ComponentChildren
}

/** Asks once before something that is not easily undone. Escape and Cancel leave everything as it is. */
export function Dialog({
  title,
  confirm,
  acting,
  isOff = false,
  isHarmless = false,
  onConfirm,
  onClose,
  children,
}: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => dialog.current?.showModal(), [])
  const isBusy = acting.isBusy.value

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    if (!isOff) onConfirm()
  }

  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={onClose}>
      <form onSubmit={submit}>
        <h2 id={id}>{title}</h2>
        {children}
        <Trouble error={acting.trouble.value} />
        <div class="actions">
          <button type="submit" class={isHarmless ? 'primary' : 'danger'} disabled={isOff} aria-disabled={isBusy}>
            {isBusy ? words.working : confirm}
          </button>
          <button type="button" autofocus={!isHarmless} onClick={() => dialog.current?.close()}>
            {words.cancel}
          </button>
        </div>
      </form>
    </dialog>
  )
}
