import { RelevoError } from '@relevo/core/errors'
import { type Answer, type Call, type Command, text } from '../command.ts'
import { count } from '../screen/count.ts'
import { printable } from '../screen/printable.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { type Directed, readDirected } from '../server/answers.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'

const DEEDS = ['reset', 'unregister', 'none']

export const directive: Command = {
  name: 'directive',
  args: ['<reset|unregister|none>'],
  summary: 'order every tablet to start afresh, or withdraw that order',
  about: `reset       every tablet forgets all stored releases and starts from the network
unregister  as reset, and it removes its service worker until the order is withdrawn
none        withdraws the order

Each tablet carries an order out once, with its next poll. To give the same order again is a new order.`,
  options: {
    environment: { type: 'string', value: '<name>', says: 'whose tablets; default production' },
    ...CONNECTION_OPTIONS,
  },
  run: runDirective,
}

async function runDirective(call: Call): Promise<Answer> {
  const [deed = ''] = call.args
  if (!DEEDS.includes(deed))
    throw new RelevoError('usage', `directive: ${JSON.stringify(deed)} is none of ${DEEDS.join(', ')}`)
  // Never by itself a second time: an order that did arrive would be given twice.
  const server = new ReleaseServer(await connectionOf(call), NO_PATIENCE)
  const path = `api/environments/${encodeURIComponent(text(call, 'environment') ?? 'production')}/directive`
  const { data } = await (deed === 'none' ? server.delete(path) : server.post(path, { do: deed }))
  const directed = readDirected(data)
  return { data: directed, text: directedText(directed) }
}

function directedText({ environment, directive: order, duplicate, tablets }: Directed): string {
  if (order) {
    return printable(
      `${environment}: ${count(tablets, 'tablet')} will ${order.do}, once each. In force until \`relevo directive none\`.`,
    )
  }
  return printable(`${environment}: ${duplicate ? 'there was no directive.' : 'the directive is withdrawn.'}`)
}
