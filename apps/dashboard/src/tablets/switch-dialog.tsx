import { send } from '../api/api.ts'
import { tabletWords } from '../wording/tablets.ts'
import { ManyDialog, type ManyDialogProps } from './many-dialog.tsx'

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
        for (let i = 0; i < ids.length; i += AT_ONCE) {
          await send('POST', 'tablets/update', { tablets: ids.slice(i, i + AT_ONCE), force: true })
          done(Math.min(ids.length, i + AT_ONCE))
        }
      }}
    >
      {({ length }) => <p>{tabletWords.switchMeans(length)}</p>}
    </ManyDialog>
  )
}
