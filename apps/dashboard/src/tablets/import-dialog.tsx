import { useSignal } from '@preact/signals'
import { send } from '../api/api.ts'
import { lookAgain } from '../live/looking.ts'
import { Dialog } from '../pieces/dialog.tsx'
import { tabletWords } from '../wording/tablets.ts'

/** What an import does, or would do. */
interface ImportResult {
  created: number
  changed: number
  unchanged: number
}

/** Takes tablets in from a file: it shows what would come of it first, and names every line that is wrong. */
export function ImportDialog({ onClose }: { onClose(): void }) {
  const text = useSignal('')
  const found = useSignal<ImportResult | undefined>(undefined)
  const isBusy = useSignal(false)
  const trouble = useSignal<unknown>(undefined)

  async function ask(path: string): Promise<ImportResult | undefined> {
    isBusy.value = true
    trouble.value = undefined
    try {
      return await send<ImportResult>('POST', path, text.value)
    } catch (error) {
      trouble.value = error
      return undefined
    } finally {
      isBusy.value = false
    }
  }

  async function choose(file: File | undefined): Promise<void> {
    found.value = undefined
    if (!file) return
    text.value = await file.text()
    found.value = await ask('tablets/import?dryRun=true')
  }

  async function take(): Promise<void> {
    if (isBusy.peek() || !(await ask('tablets/import'))) return
    lookAgain()
    onClose()
  }

  const count = found.value ? found.value.created + found.value.changed : 0
  return (
    <Dialog
      title={tabletWords.importTitle}
      confirm={tabletWords.importConfirm(count)}
      acting={{ isBusy, trouble }}
      isHarmless
      isOff={count === 0}
      onConfirm={take}
      onClose={onClose}
    >
      <p class="quiet">{tabletWords.importHelp}</p>
      <label>
        <span>{tabletWords.importFile}</span>
        <input type="file" accept=".csv,text/csv" onChange={({ currentTarget }) => choose(currentTarget.files?.[0])} />
      </label>
      {isBusy.value && !found.value && <p class="quiet">{tabletWords.importChecking}</p>}
      {found.value && (
        <p role="status">
          <strong>{tabletWords.importFound(found.value.created, found.value.changed, found.value.unchanged)}</strong>{' '}
          {count === 0 && tabletWords.importNothing}
        </p>
      )}
    </Dialog>
  )
}
