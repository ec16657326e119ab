import { useEffect } from 'preact/hooks'
import { RolloutDialog } from '../rollout/rollout-dialog.tsx'
import { route } from '../shell/route.ts'
import { answered, question } from './asking.ts'
import { EndDialog } from './end-dialog.tsx'
import { RollbackDialog } from './rollback-dialog.tsx'

const forget = () => {
  question.value = undefined
}

/** The dialog of the open question, if any. Whoever goes to another page, or is at the door again, has answered no. */
export function QuestionDialog() {
  useEffect(() => forget, [route.value])
  const open = question.value
  if (!open) return null
  const close = () => answered(open)
  switch (open.about) {
    case 'rollback':
      return <RollbackDialog key={open.nth} deployment={open.deployment} onClose={close} />
    case 'deny':
    case 'abort':
      return <EndDialog key={open.nth} about={open.about} deployment={open.deployment} onClose={close} />
    default:
      return <RolloutDialog key={open.nth} {...open} onClose={close} />
  }
}
