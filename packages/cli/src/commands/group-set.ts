import { RelevoError } from '@relevo/core/errors'
import { type Answer, type Call, type Command, flag, text } from '../command.ts'
import { count } from '../screen/count.ts'
import { printable } from '../screen/printable.ts'
import { windowText } from '../screen/window.ts'
import { USUAL_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { readGroup } from '../server/group-answers.ts'
import { ReleaseServer } from '../server/release-server.ts'

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

export const groupSet: Command = {
  name: 'group set',
  args: ['<group>'],
  summary: 'say when the tablets of a group may get a release',
  about: `relevo group set lobby --from 02:00 --to 05:00 --zone Europe/Madrid --days mon,tue,wed
A window is open while a clock on the wall there shows a time in it. --to at or before --from is a time of the next day.
It takes the scope admin.`,
  options: {
    from: { type: 'string', value: '<HH:MM>', says: 'when the window opens' },
    to: { type: 'string', value: '<HH:MM>', says: 'when it closes' },
    zone: { type: 'string', value: '<name>', says: 'its time zone, such as Europe/Madrid' },
    days: { type: 'string', value: '<days>', says: 'the days it opens on: mon,tue,…; default: every day' },
    always: { type: 'boolean', says: 'no window: at any time' },
    notes: { type: 'string', says: "what else there is to know; '' takes it back" },
    ...CONNECTION_OPTIONS,
  },
  run: runGroupSet,
}

async function runGroupSet(call: Call): Promise<Answer> {
  const [name = ''] = call.args
  const notes = text(call, 'notes')
  const change = { ...windowOf(call), ...(notes !== undefined && { notes: notes === '' ? null : notes }) }
  if (Object.keys(change).length === 0) throw new RelevoError('usage', 'group set: nothing to set was named')
  const server = new ReleaseServer(await connectionOf(call), USUAL_PATIENCE)
  const group = readGroup((await server.put(`api/groups/${encodeURIComponent(name)}`, change)).data)
  const said = `${group.name}, ${count(group.tablets, 'tablet')}: ${windowText(group.window)}.`
  return { data: group, text: printable(said) }
}

function windowOf(call: Call): { window?: object | null } {
  const [from, to, timeZone, days] = ['from', 'to', 'zone', 'days'].map((option) => text(call, option))
  const isNamed = [from, to, timeZone, days].some((value) => value !== undefined)
  if (flag(call, 'always')) {
    if (isNamed) throw new RelevoError('usage', 'group set: --always goes with no window')
    return { window: null }
  }
  if (!isNamed) return {}
  if (from === undefined || to === undefined || timeZone === undefined)
    throw new RelevoError('usage', 'group set: a window takes --from, --to and --zone')
  return { window: { days: days === undefined ? DAYS : days.split(/[\s,]+/), from, to, timeZone } }
}
