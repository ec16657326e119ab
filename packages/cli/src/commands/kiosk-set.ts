import { readFile } from 'node:fs/promises'
import { RelevoError } from '@relevo/core/errors'
import { type Answer, type Call, type Command, flag, type Option, text } from '../command.ts'
import { kioskText } from '../screen/kiosk-text.ts'
import { NO_PATIENCE, USUAL_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { readKiosk } from '../server/kiosk-answers.ts'
import { kioskPath } from '../server/kiosk-path.ts'
import { ReleaseServer } from '../server/release-server.ts'

const FIELDS: Record<string, Option> = {
  name: { type: 'string', says: 'what people call it' },
  base: { type: 'string', value: '<topic>', says: 'the base topic that is set up in it, such as wallpanel/hall/' },
  device: { type: 'string', value: '<id>', says: 'the device id of a Fully' },
  rest: { type: 'string', value: '<address>', says: 'where it takes requests, such as http://192.168.1.50:2971' },
  'secret-file': {
    type: 'string',
    value: '<path>',
    says: 'file that holds the password or key it takes with requests',
  },
}

const APPS =
  'Apps: wallpanel, wallpanel-pro, fully, freekiosk, generic. A secret is kept closed, and never shown again.'

export const kioskAdd: Command = {
  name: 'kiosk add',
  args: ['<app>'],
  summary: 'add a kiosk app that did not give itself away',
  about: `relevo kiosk add wallpanel --base wallpanel/hall/
relevo kiosk add fully --device 1a2b-3c4d --rest http://192.168.1.50:2323 --secret-file fully-password
${APPS} It takes the scope admin.`,
  options: {
    id: { type: 'string', says: 'its id; made of its name or base topic by default' },
    ...FIELDS,
    ...CONNECTION_OPTIONS,
  },
  async run(call) {
    const [app = ''] = call.args
    const id = text(call, 'id')
    const fields = await fieldsOf(call)
    // Never by itself a second time: the first one could be there.
    const server = new ReleaseServer(await connectionOf(call), NO_PATIENCE)
    return answer((await server.post('api/kiosks', { app, ...(id !== undefined && { id }), ...fields })).data)
  },
}

export const kioskSet: Command = {
  name: 'kiosk set',
  args: ['<kiosk id>'],
  summary: 'say something else of a kiosk app',
  about: `What is not named stays. An empty text takes back what was said: --name ''. Another --rest takes the secret off.
${APPS} It takes the scope admin.`,
  options: {
    app: { type: 'string', value: '<app>', says: 'which app it is' },
    ...FIELDS,
    'no-secret': { type: 'boolean', says: 'it takes none' },
    ...CONNECTION_OPTIONS,
  },
  async run(call) {
    const [id = ''] = call.args
    const path = kioskPath(id)
    const app = text(call, 'app')
    const change: Record<string, string | null> = { ...(app !== undefined && { app }), ...(await fieldsOf(call)) }
    if (flag(call, 'no-secret')) change.secret = null
    if (Object.keys(change).length === 0) throw new RelevoError('usage', 'kiosk set: nothing to set was named')
    const server = new ReleaseServer(await connectionOf(call), USUAL_PATIENCE)
    return answer((await server.patch(path, change)).data)
  },
}

function answer(data: unknown): Answer {
  const kiosk = readKiosk(data)
  return { data: kiosk, text: kioskText(kiosk) }
}

async function fieldsOf(call: Call): Promise<Record<string, string | null>> {
  const change: Record<string, string | null> = {}
  for (const [option, field] of [
    ['name', 'name'],
    ['base', 'base'],
    ['device', 'device'],
    ['rest', 'restUrl'],
  ] as const) {
    const value = text(call, option)
    if (value !== undefined) change[field] = value === '' ? null : value
  }
  const file = text(call, 'secret-file')
  if (file !== undefined) change.secret = await secretIn(file)
  return change
}

/** Everybody on the machine reads the arguments of its programs: a secret is none. */
async function secretIn(path: string): Promise<string> {
  try {
    const secret = (await readFile(path, 'utf8')).replace(/\r?\n$/, '')
    if (secret === '') throw new RelevoError('usage', `${path} is empty`)
    return secret
  } catch (cause) {
    if (cause instanceof RelevoError) throw cause
    throw new RelevoError('usage', `cannot read ${path}: ${(cause as NodeJS.ErrnoException).code}`, { cause })
  }
}
