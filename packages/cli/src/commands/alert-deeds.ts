import { type Answer, type Call, type Command, text } from '../command.ts'
import { secondsOf } from '../duration.ts'
import { momentText } from '../screen/moment.ts'
import { printable } from '../screen/printable.ts'
import { USUAL_PATIENCE } from '../server/again.ts'
import { type AlertRow, readAlert } from '../server/alert-answers.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const alertAck: Command = {
  name: 'alert ack',
  args: ['<id>'],
  summary: 'say that you care for an alert: nobody is reminded of it any more',
  about: '`relevo alerts` has the ids. Who was first stays.',
  options: {
    note: { type: 'string', says: 'what is known of it, for others who read it' },
    ...CONNECTION_OPTIONS,
  },
  async run(call) {
    const note = text(call, 'note')
    const alert = await haveDone(call, 'acknowledge', note === undefined ? {} : { note })
    const { by = '', at } = alert.acknowledged ?? {}
    return answer(alert, `${nameOf(alert)} is acknowledged by ${by}, ${momentText(at)}.`)
  },
}

export const alertSilence: Command = {
  name: 'alert silence',
  args: ['<id>', '<duration>'],
  summary: 'tell nobody of an alert for a while such as 30m, 8h, 2d, also when it fires anew',
  about: 'The silence is of its rule in its environment, and lasts thirty days at most.',
  options: CONNECTION_OPTIONS,
  async run(call) {
    const alert = await haveDone(call, 'silence', { seconds: secondsOf(call.args[1] ?? '') })
    return answer(alert, `${nameOf(alert)} is silenced until ${momentText(alert.silencedUntil)}.`)
  },
}

export const alertUnsilence: Command = {
  name: 'alert unsilence',
  args: ['<id>'],
  summary: 'lift the silence of an alert; what still fires is told then',
  options: CONNECTION_OPTIONS,
  async run(call) {
    const alert = await haveDone(call, 'unsilence', {})
    return answer(alert, `${nameOf(alert)} is not silenced.`)
  },
}

/** Twice is once, so a call whose answer was lost is simply made again. */
async function haveDone(call: Call, deed: string, body: object): Promise<AlertRow> {
  const [id = ''] = call.args
  const server = new ReleaseServer(await connectionOf(call), USUAL_PATIENCE)
  return readAlert((await server.post(`api/alerts/${encodeURIComponent(id)}/${deed}`, body)).data)
}

function nameOf({ environment, rule }: AlertRow): string {
  return `${environment}: ${rule}`
}

function answer(alert: AlertRow, sentence: string): Answer {
  return { data: { alert }, text: printable(sentence) }
}
