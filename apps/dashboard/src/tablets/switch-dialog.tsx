import { send } from '../api/api.ts'
import { tabletWords } from '../wording/tablets.ts'
import { ManyDialog, type ManyDialogProps } from './many-dialog.tsx'
import { outcome } from './outcome.tsx'

/** As many tablets as one order names. */
const AT_ONCE = 1_000

/** Asks before tablets are switched without asking those who stand before them. */
export function SwitchDialog(props: Pick<ManyDialogProps, 'find' | 'onClose'>) {
  return (
    <ManyDialog
      {...props}
      title={tabletWords.switchTitle}
      confirm={() => tabletWords.switchConfirm}
      perform={async (tablets, { done }) => {
        const ids = tablets.map(({ id }) => id)
        let ordered = 0
        for (let i = 0; i < ids.length; i += AT_ONCE) {
          const order = { tablets: ids.slice(i, i + AT_ONCE), force: true }
          ordered += (await send<{ ordered: number }>('POST', 'tablets/update', order)).ordered
          done(Math.min(ids.length, i + AT_ONCE))
        }
        outcome.value = tabletWords.ordered(ordered)
      }}
    >
      {({ length }) => <p>{tabletWords.switchMeans(length)}</p>}
    </ManyDialog>
  )
}
