import { type Answer, type Call, type Command, text } from '../command.ts'
import { EXIT } from '../failure.ts'
import { table } from '../screen/table.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { readTested } from '../server/notice-answers.ts'
import { readRows } from '../server/read-fields.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const notifyTest: Command = {
  name: 'notify-test',
  args: [],
  summary: 'send a test notice through every sink, and see whether it arrives',
  about: 'It exits with 1 when a sink did not take it, or when no sink is set up.',
  options: {
    sink: { type: 'string', value: '<name>', says: 'only through this one: slack, discord, telegram, email, webhook' },
    ...CONNECTION_OPTIONS,
  },
  run: runNotifyTest,
}

async function runNotifyTest(call: Call): Promise<Answer> {
  const sink = text(call, 'sink')
  const server = new ReleaseServer(await connectionOf(call), NO_PATIENCE)
  const sinks = readRows((await server.post('api/notices/test', { sink })).data, readTested)
  const exit = sinks.length > 0 && sinks.every(({ ok }) => ok) ? EXIT.done : EXIT.refused
  const rows = sinks.map(({ sink, ok, detail }) => [sink, ok ? 'arrived' : 'failed', detail ?? '-'])
  const shown =
    rows.length === 0 ? 'No sink is set up: nobody is told anything.' : table(['sink', 'test', 'answer'], rows)
  return { data: { sinks }, text: shown, exit }
}
