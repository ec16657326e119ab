import { type Answer, type Call, type Command, flag } from '../command.ts'
import { answerFor } from '../deployments/answer-for.ts'
import { standsStill } from '../deployments/standing.ts'
import { steer } from '../deployments/steer.ts'
import { goalOf, UNTIL_OPTION, WAIT_OPTIONS, waitingOf } from '../deployments/waiting.ts'
import { CONNECTION_OPTIONS } from '../server/connection.ts'

export const resume: Command = {
  name: 'resume',
  args: ['<deployment id|environment>'],
  summary: 'let a deployment go on that is paused',
  about: `One that the brake stopped goes on with --accept-errors alone: the tablets that failed so far are not counted any more, and
the brake is pulled again when further ones fail.`,
  options: {
    'accept-errors': { type: 'boolean', says: 'go on although too many tablets failed' },
    ...WAIT_OPTIONS,
    ...UNTIL_OPTION,
    ...CONNECTION_OPTIONS,
  },
  run: runResume,
}

async function runResume(call: Call): Promise<Answer> {
  const waiting = waitingOf(call)
  const goal = goalOf(call)
  const steered = await steer(call, {
    deed: 'resume',
    body: flag(call, 'accept-errors') ? { acceptErrors: true } : {},
    shows: (now) => !standsStill(now),
  })
  return answerFor(call, { ...steered, goal, waiting })
}
