import { type Answer, type Call, type Command, texts } from '../command.ts'
import { readDeployment } from '../deployments/read-deployment.ts'
import { sentence } from '../deployments/wording.ts'
import { count } from '../screen/count.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { amount, fields } from '../server/read-fields.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const retry: Command = {
  name: 'retry',
  args: ['<deployment id>'],
  summary: 'give tablets on which a deployment failed one more try',
  options: {
    tablet: { type: 'string', value: '<id>', multiple: true, says: 'only this one; give it once for each' },
    ...CONNECTION_OPTIONS,
  },
  run: runRetry,
}

async function runRetry(call: Call): Promise<Answer> {
  const [id = ''] = call.args
  const tablets = texts(call, 'tablet')
  // Never by itself a second time: the second answer would say that there was nothing to do.
  const server = new ReleaseServer(await connectionOf(call), NO_PATIENCE)
  const path = `api/deployments/${encodeURIComponent(id)}/retry`
  const { data } = await server.post(path, tablets.length === 0 ? {} : { tablets })
  const deployment = readDeployment(data)
  const retried = amount(fields(path, data).retried)
  const done =
    retried === 0
      ? 'No tablet of it has failed.'
      : `${count(retried, 'tablet')} will try once more, with the next poll.`
  return { data: { ...deployment, retried }, text: `${sentence(deployment)}\n${done}` }
}
