import { type Answer, type Call, type Command, flag } from '../command.ts'
import { answerFor } from '../deployments/answer-for.ts'
import type { Deployment } from '../deployments/read-deployment.ts'
import { steer } from '../deployments/steer.ts'
import { goalOf, UNTIL_OPTION, WAIT_OPTIONS, waitingOf } from '../deployments/waiting.ts'
import { stageOf } from '../deployments/wording.ts'
import { CONNECTION_OPTIONS } from '../server/connection.ts'

export const next: Command = {
  name: 'next',
  args: ['<deployment id|environment>'],
  summary: 'take a deployment a step further: open its next wave, or switch from the preview to its release',
  about: `A wave that waits for a yes gets it; one that still spreads or bakes is not waited for. What is paused has to be resumed first.
Another environment gets a release with \`relevo promote\`.`,
  options: {
    all: { type: 'boolean', says: 'every tablet now, without the waves that are left' },
    ...WAIT_OPTIONS,
    ...UNTIL_OPTION,
    ...CONNECTION_OPTIONS,
  },
  run: runNext,
}

async function runNext(call: Call): Promise<Answer> {
  const waiting = waitingOf(call)
  const goal = goalOf(call)
  const all = flag(call, 'all')
  const steered = await steer(call, {
    deed: 'promote',
    body: all ? { all: true } : {},
    shows: (now, before) => (all ? isForAll(now) : isFurther(now, before)),
  })
  return answerFor(call, { ...steered, goal, waiting })
}

function isForAll({ phase, status, wave, waveCount }: Deployment): boolean {
  return phase === 'promoting' || status === 'success' || (wave !== undefined && wave === waveCount)
}

/** A second call would open one wave more, so it counts as done when it is further, whoever took it there. */
function isFurther(now: Deployment, before: Deployment): boolean {
  if (now.wave !== before.wave) return true
  return stageOf(now) !== stageOf(before) && (before.phase === 'gated' || before.phase === 'previewing')
}
