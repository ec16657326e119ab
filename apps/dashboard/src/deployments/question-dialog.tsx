import { useEffect } from 'preact/hooks'
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
  const { about, deployment, nth } = open
  const close = () => answered(open)
  if (about === 'rollback') return <RollbackDialog key={nth} deployment={deployment} onClose={close} />
  return <EndDialog key={nth} about={about} deployment={deployment} onClose={close} />
}
