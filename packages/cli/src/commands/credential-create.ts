import { RelevoError } from '@relevo/core/errors'
import { type Answer, type Call, type Command, flag, text } from '../command.ts'
import { printable } from '../screen/printable.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { readMadeCredential } from '../server/enrolment-answers.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const credentialCreate: Command = {
  name: 'credential create',
  args: [],
  summary: 'make what a kiosk app or a service signs in with; its password is shown this once',
  about: `Kinds: kiosk    a kiosk app, under the id of the kiosk: reads its commands, writes what it has to say
       service  another program of the house, such as Home Assistant: reads all, writes homeassistant/…
       tablet   the web app on a screen; usually it enrols by itself, with \`relevo enrol-code\``,
  options: {
    kind: { type: 'string', value: '<kind>', says: 'kiosk, service or tablet' },
    name: { type: 'string', value: '<name>', says: 'id of the kiosk or the tablet, or a name for the service' },
    replace: { type: 'boolean', says: 'take the place of the one there is, which is good for nothing then' },
    ...CONNECTION_OPTIONS,
  },
  run: runCredentialCreate,
}

async function runCredentialCreate(call: Call): Promise<Answer> {
  const [kind, name] = ['kind', 'name'].map((option) => text(call, option))
  if (kind === undefined) throw new RelevoError('usage', '--kind is missing: kiosk, service or tablet')
  if (name === undefined) throw new RelevoError('usage', '--name is missing')
  // Never by itself a second time: a credential whose answer got lost would be one that nobody has.
  const server = new ReleaseServer(await connectionOf(call), NO_PATIENCE)
  const { data } = await server.post('api/credentials', { kind, name, replace: flag(call, 'replace') })
  const made = readMadeCredential(data)
  const settings = [
    ['Broker', `${new URL(server.url).hostname}   (the name alone, without mqtt:// or http://)`],
    [
      'Port',
      made.mqttPort === undefined ? '- (this server speaks MQTT over WebSocket only, at /mqtt)' : String(made.mqttPort),
    ],
    ['User', made.user],
    ['Password', made.secret],
  ]
  const lines = [
    `Credential ${made.id} for the ${made.kind} ${made.name}. Enter it now, it is not shown again:`,
    '',
    ...settings.map(([label = '', value]) => `  ${label.padEnd(10)}${value}`),
  ]
  return { data: made, text: printable(lines.join('\n')) }
}
