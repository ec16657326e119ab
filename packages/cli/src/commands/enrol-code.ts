import { RelevoError } from '@relevo/core/errors'
import { enrolmentUrl } from '@relevo/core/protocol'
import { type Answer, type Call, type Command, text } from '../command.ts'
import { secondsOf } from '../deployments/duration.ts'
import { count } from '../screen/count.ts'
import { momentText } from '../screen/moment.ts'
import { printable } from '../screen/printable.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { readMadeCode } from '../server/enrolment-answers.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const enrolCode: Command = {
  name: 'enrol-code',
  args: [],
  summary: 'make a code that lets tablets in; it is shown this once',
  about: `Open the printed address on the tablet once, as its launch URL or from a QR code; or type the code where the app asks for
it. The code stands behind the # of the address, so that it reaches no server and no log. A code for one tablet (--tablet)
also takes over that tablet's id when it has lost what it had: what it had before is good for nothing then.`,
  options: {
    tablet: { type: 'string', value: '<id>', says: 'the only tablet it is for; default: any' },
    uses: { type: 'string', value: '<number>', says: 'how many tablets it lets in, 1 to 10000; default: 1' },
    for: { type: 'string', value: '<time>', says: 'how long it is good: 90s to 24h; default: 10m' },
    app: { type: 'string', value: '<url>', says: 'where the tablets open the app; default: as the server says' },
    ...CONNECTION_OPTIONS,
  },
  run: runEnrolCode,
}

async function runEnrolCode(call: Call): Promise<Answer> {
  const [tablet, uses, lifetime, app] = ['tablet', 'uses', 'for', 'app'].map((name) => text(call, name))
  if (uses !== undefined && !/^[1-9]\d{0,4}$/.test(uses)) {
    throw new RelevoError('usage', `--uses ${JSON.stringify(uses)} is no number of tablets`)
  }
  if (app !== undefined && !/^https?:\/\//.test(app)) throw new RelevoError('usage', '--app is no address of the web')
  const order = {
    ...(tablet !== undefined && { tablet }),
    ...(uses !== undefined && { uses: Number(uses) }),
    ...(lifetime !== undefined && { lifetime: secondsOf(lifetime, '--for') }),
  }
  // Never by itself a second time: a code whose answer got lost would be one more that nobody knows.
  const server = new ReleaseServer(await connectionOf(call), NO_PATIENCE)
  const made = readMadeCode((await server.post('api/enrolment-codes', order)).data)
  const launchUrl = app === undefined ? made.launchUrl : enrolmentUrl(app, made.code, tablet)
  const whom = made.tablet === undefined ? count(made.uses, 'tablet') : `the tablet ${made.tablet}`
  const lines = [
    `Code ${made.id} lets in ${whom}, until ${momentText(made.expiresAt)}. It is not shown again:`,
    made.code,
    `Open this on the tablet:  ${launchUrl}`,
  ]
  return { data: { ...made, launchUrl }, text: printable(lines.join('\n')) }
}
