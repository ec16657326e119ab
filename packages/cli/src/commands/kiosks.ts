import { type Answer, type Call, type Command, flag } from '../command.ts'
import { count } from '../screen/count.ts'
import { linkText, thereText } from '../screen/kiosk-text.ts'
import { momentText } from '../screen/moment.ts'
import { table } from '../screen/table.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { allKiosks } from '../server/all-kiosks.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const kiosks: Command = {
  name: 'kiosks',
  args: [],
  summary: 'the kiosk apps that tablets run in, and those that were found and wait to be taken in',
  options: {
    found: { type: 'boolean', says: 'only those that wait to be taken in' },
    ...CONNECTION_OPTIONS,
  },
  run: runKiosks,
}

async function runKiosks(call: Call): Promise<Answer> {
  const server = new ReleaseServer(await connectionOf(call), NO_PATIENCE)
  const rows = await allKiosks(server, flag(call, 'found') ? 'found' : undefined)
  const cells = rows.map((kiosk) => [
    kiosk.id,
    kiosk.standing,
    kiosk.app,
    linkText(kiosk),
    thereText(kiosk),
    kiosk.lastHeard === undefined ? '-' : momentText(kiosk.lastHeard),
  ])
  const found = rows.filter(({ standing }) => standing === 'found').length
  const more = found > 0 ? `\n\n${count(found, 'kiosk')} found: take one in with relevo kiosk accept <id>.` : ''
  const text =
    rows.length === 0
      ? 'There is no kiosk yet.'
      : table(['kiosk', 'standing', 'app', 'tablet', 'app is', 'last heard'], cells)
  return { data: { kiosks: rows, count: rows.length }, text: `${text}${more}` }
}
