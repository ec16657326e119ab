import { CopyField } from '../pieces/copy-field.tsx'
import { settingWords as words } from '../wording/settings.ts'

interface MadeTokenProps {
  name: string
  token: string
  onKept(): void
}

/** A token that was just made: the only time that anybody sees it. */
export function MadeToken({ name, token, onKept }: MadeTokenProps) {
  return (
    <div class="note made-token">
      <strong>{words.made(name)}</strong>
      <p>{words.shownOnce}</p>
      <CopyField label={words.made(name)} text={token} isFirst>
        <button type="button" onClick={onKept}>
          {words.gotIt}
        </button>
      </CopyField>
    </div>
  )
}
