import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { words } from '../wording/shared.ts'

interface CopyFieldProps {
  /** What the text is. */
  label: string
  text: string
  /** It is what one came for, and is selected at once. */
  isFirst?: boolean
  /** What else can be done with it. */
  children?: ComponentChildren
}

/** A text to be taken along: shown, and copied by a button. */
export function CopyField({ label, text, isFirst = false, children }: CopyFieldProps) {
  const said = useSignal('')
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (isFirst) box.current?.select()
  }, [])

  /** A page that came over plain HTTP has no clipboard. */
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      said.value = words.copied
    } catch {
      box.current?.select()
      said.value = words.notCopied
    }
  }

  return (
    <>
      <div class="actions copy-field">
        <input ref={box} readOnly value={text} aria-label={label} spellcheck={false} />
        <button type="button" class={isFirst ? 'primary' : ''} aria-label={`${words.copy}: ${label}`} onClick={copy}>
          {words.copy}
        </button>
        {children}
      </div>
      <p role="status" class="quiet">
        {said.value}
      </p>
    </>
  )
}
