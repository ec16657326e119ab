import { type Answer, type Call, type Command, text, texts } from '../command.ts'
import { expiryOf } from '../expiry.ts'
import { printable } from '../screen/printable.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'
import { readMadeToken } from '../server/token-answers.ts'

export const tokenCreate: Command = {
  name: 'token create',
  args: ['<name>'],
  summary: 'make a token that may do only what its scopes say; it is shown this once',
  about: `Scopes: read                    look at everything
        notify                  make a release current, in any environment
        release                 publish releases
        deploy:<environment>    deploy into it and roll it back; deploy:* into every one
        approve:<environment>   let a deployment there go on that waits for it; approve:* everywhere
        admin                   everything, tokens included
read is part of every other one. A CI job that runs \`relevo publish\` needs release and notify.`,
  options: {
    scope: { type: 'string', value: '<scope>', multiple: true, says: 'what it may do; give it once for each' },
    expires: { type: 'string', value: '<time>', says: 'after how long it ends: 12h, 90d, 4w; default: never' },
    ...CONNECTION_OPTIONS,
  },
  run: runTokenCreate,
}

async function runTokenCreate(call: Call): Promise<Answer> {
  const [name = ''] = call.args
  const expires = text(call, 'expires')
  const expiresAt = expires !== undefined && { expiresAt: expiryOf(expires, Date.now()) }
  // Never by itself a second time: a token whose answer got lost would be one more that nobody knows.
  const server = new ReleaseServer(await connectionOf(call), NO_PATIENCE)
  const { data } = await server.post('api/tokens', { name, scopes: texts(call, 'scope'), ...expiresAt })
  const made = readMadeToken(data)
  const until = made.expiresAt === undefined ? 'until it is revoked' : `until ${made.expiresAt}`
  const lines = [
    `Token ${made.id} for ${made.name}: ${made.scopes.join(', ')}, ${until}. Keep it now, it is not shown again:`,
    made.token,
  ]
  return { data: made, text: printable(lines.join('\n')) }
}
