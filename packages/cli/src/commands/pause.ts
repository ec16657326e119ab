import { type Answer, type Call, type Command, text } from '../command.ts'
import { steer } from '../deployments/steer.ts'
import { sentence } from '../deployments/wording.ts'
import { CONNECTION_OPTIONS } from '../server/connection.ts'

export const pause: Command = {
  name: 'pause',
  args: ['<deployment id|environment>'],
  summary: 'no further tablet is offered the release of a deployment that runs',
  about: `Tablets that have the release keep it, and those on their way go on. \`relevo resume\` lets it go on. The brake is something
else: the server pulls it by itself when too many tablets fail, and calls those back that have not switched yet.`,
  options: {
    reason: { type: 'string', says: 'why, for whoever reads it later' },
    ...CONNECTION_OPTIONS,
  },
  run: runPause,
}

async function runPause(call: Call): Promise<Answer> {
  const reason = text(call, 'reason')
  const { deployment } = await steer(call, {
    deed: 'pause',
    body: reason === undefined ? {} : { reason },
    shows: ({ paused }) => paused !== undefined,
  })
  return { data: deployment, text: sentence(deployment) }
}
