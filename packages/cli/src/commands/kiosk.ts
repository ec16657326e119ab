import type { Answer, Call, Command } from '../command.ts'
import { kioskText } from '../screen/kiosk-text.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { readKiosk } from '../server/kiosk-answers.ts'
import { kioskPath } from '../server/kiosk-path.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const kiosk: Command = {
  name: 'kiosk',
  args: ['<kiosk id>'],
  summary: 'all about one kiosk app, and what it can be told',
  options: CONNECTION_OPTIONS,
  run: runKiosk,
}

async function runKiosk(call: Call): Promise<Answer> {
  const [id = ''] = call.args
  const path = kioskPath(id)
  const found = readKiosk((await new ReleaseServer(await connectionOf(call), NO_PATIENCE).get(path)).data)
  return { data: found, text: kioskText(found) }
}
