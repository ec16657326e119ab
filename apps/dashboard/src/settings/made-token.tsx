import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { settingWords as words } from '../wording/settings.ts'

interface MadeTokenProps {
  name: string
  token: string
  onKept(): void
}

/** A token that was just made: the only time that anybody sees it. */
export function MadeToken({ name, token, onKept }: MadeTokenProps) {
  const said = useSignal('')
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => box.current?.select(), [])

  /** A page that came over plain HTTP has no clipboard. */
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(token)
      said.value = words.copied
    } catch {
      box.current?.select()
      said.value = words.notCopied
    }
  }

  return (
    <div class="note made-token">
      <strong>{words.made(name)}</strong>
      <p>{words.shownOnce}</p>
      <div class="actions">
        <input ref={box} readOnly value={token} aria-label={words.made(name)} spellcheck={false} />
        <button type="button" class="primary" onClick={copy}>
          {words.copy}
        </button>
        <button type="button" onClick={onKept}>
          {words.gotIt}
        </button>
      </div>
      <p role="status" class="quiet">
        {said.value}
      </p>
    </div>
  )
}
