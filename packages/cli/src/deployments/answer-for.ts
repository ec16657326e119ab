import type { Answer, Call } from '../command.ts'
import { oneLine } from '../screen/one-line.ts'
import type { Connection } from '../server/connection.ts'
import { follow } from './follow.ts'
import { showDeployment } from './progress.ts'
import type { Deployment } from './read-deployment.ts'
import { exitCodeFor, type Goal, type Outcome, outcomeOf } from './verdict.ts'
import type { Waiting } from './waiting.ts'
import { outcomeText, sentence } from './wording.ts'

/** A deployment that a command set going. */
export interface Going {
  connection: Connection
  deployment: Deployment
  goal: Goal
  waiting: Waiting | undefined
  /** What it had before, and is not shown again. */
  before?: Deployment
}

/** The answer of a command that set a deployment going: at once, or with `--wait` when it is over. */
export async function answerFor(call: Call, going: Going): Promise<Answer> {
  const { connection, deployment, goal, waiting, before } = going
  if (!waiting) {
    const over = outcomeOf(deployment, goal) !== undefined
    const how = over
      ? ''
      : `\nFollow it with \`relevo deployment ${oneLine(deployment.id)}\`, or wait for it with --wait.`
    return { data: deployment, text: `${sentence(deployment)}${how}` }
  }
  call.stderr.write(`${sentence(deployment)}\n`)
  const show = showDeployment(call.stderr, { ...deployment, ...records(before) })
  const isOver = (known: Deployment) => outcomeOf(known, goal) !== undefined
  const watched = await follow(call, { connection, deployment, waiting, isOver, onAnswer: show })
  const outcome: Outcome =
    outcomeOf(watched.deployment, goal) ?? (watched.end === 'interrupted' ? 'interrupted' : 'timed_out')
  return {
    data: { outcome, ...watched.deployment },
    text: outcomeText(watched.deployment, outcome, goal, waiting.timeout / 1000),
    exit: exitCodeFor(outcome, goal),
  }
}

/** What was recorded of a deployment: nothing, as long as nobody knows. */
function records({ checks = [], output = [] }: Partial<Deployment> = {}): Partial<Deployment> {
  return { checks, output }
}
