import { RelevoError } from '@relevo/core/errors'
import { type Answer, type Call, type Command, flag, text, texts } from '../command.ts'
import { printable } from '../screen/printable.ts'
import { USUAL_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'
import { readTablet } from '../server/tablet-answers.ts'
import { tabletPath } from '../server/tablet-path.ts'

export const tabletSet: Command = {
  name: 'tablet set',
  args: ['<tablet id>'],
  summary: 'say what a tablet is called, which group it is in, what it is pinned to',
  about: `What is not named stays. An empty text takes back what was said: --group ''.
It takes the scope deploy:<environment> of the tablet's environment.`,
  options: {
    name: { type: 'string', says: 'what people call it' },
    group: { type: 'string', value: '<name>', says: 'the group it is in' },
    tag: {
      type: 'string',
      value: '<tag>',
      multiple: true,
      says: 'all its tags, one each; those not named are taken off',
    },
    untag: { type: 'boolean', says: 'take all tags off' },
    notes: { type: 'string', says: 'what else there is to know' },
    pin: { type: 'string', value: '<version>', says: 'the release it gets, whatever is current' },
    unpin: { type: 'boolean', says: 'it gets what is current again' },
    ...CONNECTION_OPTIONS,
  },
  run: runTabletSet,
}

async function runTabletSet(call: Call): Promise<Answer> {
  const [id = ''] = call.args
  const path = tabletPath(id)
  const change = changeOf(call)
  if (Object.keys(change).length === 0) throw new RelevoError('usage', 'tablet set: nothing to set was named')
  const server = new ReleaseServer(await connectionOf(call), USUAL_PATIENCE)
  const tablet = readTablet((await server.patch(path, change)).data)
  const { name, group, tags, pin } = tablet
  const said = [
    name && `“${name}”`,
    group && `in ${group}`,
    tags.length > 0 && `tags ${tags.join(' ')}`,
    pin && `pinned to ${pin}`,
  ].filter(Boolean)
  return { data: tablet, text: printable(`${tablet.id}: ${said.join(', ') || 'nothing is said of it'}.`) }
}

/** `null` takes back what was said. */
function changeOf(call: Call): Record<string, string | string[] | null> {
  const change: Record<string, string | string[] | null> = {}
  for (const key of ['name', 'group', 'notes', 'pin']) {
    const value = text(call, key)
    if (value !== undefined) change[key] = value === '' ? null : value
  }
  const tags = texts(call, 'tag')
  if (tags.length > 0) change.tags = tags
  if (flag(call, 'untag')) change.tags = null
  if (flag(call, 'unpin')) change.pin = null
  return change
}
