import { ApiError } from '../api/api-error.ts'
import type { DeploymentRow } from '../deployments/deployment.ts'
import { type Acting, useActing } from '../pieces/acting.ts'
import { type Asking, useQuestion } from '../pieces/use-question.ts'
import { addressOf } from '../shell/route.ts'
import type { DeployOrder } from './deploy-draft.ts'
import { type Running, runningIn } from './running.ts'

/** So long is waited for what runs, in milliseconds. */
const PATIENCE = 10_000

interface Deploying {
  acting: Acting
  /** What another deployment is asked about, that would end. */
  open: Asking<Running>['open']
  /** Deploy, unless another deployment would end: then that is asked first. */
  begin(order: DeployOrder): Promise<void>
  /** Deploy, and go to the page of what came of it. */
  deploy(wish: DeployOrder & { supersede?: true }): Promise<void>
}

/** Have a release deployed. */
export function useDeploying(): Deploying {
  const acting = useActing()
  const { open, ask } = useQuestion<Running>()
  const running = ({ environment }: DeployOrder, isLater: boolean) =>
    runningIn(environment, isLater, AbortSignal.timeout(PATIENCE)).catch(() => undefined)

  async function begin(order: DeployOrder): Promise<void> {
    const other = await running(order, order.startAt !== undefined)
    if (other && other.deployment.version !== order.version) ask(other)
    else await deploy(order)
  }

  async function deploy(wish: DeployOrder & { supersede?: true }): Promise<void> {
    const done = await acting.act<DeploymentRow>('deployments', wish)
    if (done) {
      location.hash = addressOf('deployment', done.answer.id)
      return
    }
    const { value: error } = acting.trouble
    const isTaken = error instanceof ApiError && error.code === 'deployment-running'
    const other = isTaken && !wish.supersede ? await running(wish, false) : undefined
    if (other) ask(other)
  }

  return { acting, open, begin, deploy }
}
