import { useSignal } from '@preact/signals'
import { ScopedButton } from '../session/scoped-button.tsx'
import { tabletWords } from '../wording/tablets.ts'
import { ImportDialog } from './import-dialog.tsx'

/** The fleet as a file, out and in. */
export function ImportExport() {
  const isAsking = useSignal(false)
  return (
    <div class="actions">
      <a class="button" href="/api/tablets/export" download="tablets.csv">
        {tabletWords.export}
      </a>
      <ScopedButton
        kind="admin"
        onPress={() => {
          isAsking.value = true
        }}
      >
        {tabletWords.import}
      </ScopedButton>
      {isAsking.value && (
        <ImportDialog
          onClose={() => {
            isAsking.value = false
          }}
        />
      )}
    </div>
  )
}
