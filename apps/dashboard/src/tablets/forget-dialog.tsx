import { send } from '../api/api.ts'
import { tabletWords } from '../wording/tablets.ts'
import { ManyDialog, type ManyDialogProps } from './many-dialog.tsx'
import { oneByOne } from './one-by-one.ts'
import { selectNone } from './selection.ts'
import { presenceOf } from './tablet-state.tsx'

interface ForgetDialogProps extends Pick<ManyDialogProps, 'find' | 'onClose'> {
  onForgotten?(): void
}

/** Asks before tablets are forgotten. */
export function ForgetDialog({ onForgotten = selectNone, ...props }: ForgetDialogProps) {
  return (
    <ManyDialog
      {...props}
      title={tabletWords.forgetTitle}
      confirm={tabletWords.forgetConfirm}
      perform={async (tablets, how) => {
        await oneByOne(tablets, ({ id }) => send('DELETE', `tablets/${encodeURIComponent(id)}`), how)
        onForgotten()
      }}
    >
      {(tablets) => {
        const online = tablets.filter((one) => presenceOf(one) === 'online').length
        return <p>{tabletWords.forgetMeans(tablets.length, online)}</p>
      }}
    </ManyDialog>
  )
}
