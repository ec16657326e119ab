import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { getMany } from '../api/api.ts'
import type { ReleaseRow } from '../api/rows.ts'
import { Choice } from '../pieces/choice.tsx'
import { tabletWords } from '../wording/tablets.ts'
import { changeCards } from './change-cards.ts'
import { ManyDialog, type ManyDialogProps } from './many-dialog.tsx'

/** Asks before tablets are put on one release to stay there. */
export function PinDialog(props: Pick<ManyDialogProps, 'find' | 'onClose'>) {
  const version = useSignal('')
  const releases = useSignal<ReleaseRow[]>([])
  useEffect(() => {
    const abort = new AbortController()
    getMany<ReleaseRow>('releases', abort.signal).then(
      ({ data }) => {
        releases.value = data.filter(({ blockedAt }) => blockedAt === undefined)
      },
      () => undefined, // then there is nothing to choose, and the page says that nobody answers
    )
    return () => abort.abort()
  }, [])
  const pin = version.value
  return (
    <ManyDialog
      {...props}
      title={tabletWords.pinTitle}
      confirm={() => tabletWords.pinConfirm}
      isOff={pin === ''}
      perform={(tablets, how) => changeCards(tablets, () => ({ pin }), how)}
    >
      {({ length }) => (
        <>
          <Choice
            label={tabletWords.release}
            nothing="–"
            value={pin}
            options={releases.value.map(({ version: value }) => ({ value }))}
            onChoose={(value) => {
              version.value = value
            }}
          />
          {pin !== '' && <p>{tabletWords.pinMeans(length, pin)}</p>}
        </>
      )}
    </ManyDialog>
  )
}

/** Asks before tablets that were put on one release follow their environments again. */
export function UnpinDialog(props: Pick<ManyDialogProps, 'find' | 'onClose'>) {
  return (
    <ManyDialog
      {...props}
      title={tabletWords.unpinTitle}
      confirm={() => tabletWords.unpinConfirm}
      find={async (signal) => (await props.find(signal)).filter(({ pin }) => pin !== undefined)}
      perform={(tablets, how) => changeCards(tablets, () => ({ pin: null }), how)}
    >
      {({ length }) => <p>{length === 0 ? tabletWords.noneIsPinned : tabletWords.unpinMeans(length)}</p>}
    </ManyDialog>
  )
}
