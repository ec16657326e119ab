import { RelevoError } from '@relevo/core/errors'
import { DEEDS, type KioskCommand } from '@relevo/core/kiosk'
import type { Answer, Call, Command } from '../command.ts'
import { secondsOf } from '../duration.ts'
import { printable } from '../screen/printable.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { kioskPath } from '../server/kiosk-path.ts'
import { fields, word } from '../server/read-fields.ts'
import { ReleaseServer } from '../server/release-server.ts'

/** How long the screen stays on when nothing is said, seconds. */
const USUAL_WAKE = 60

export const kioskSend: Command = {
  name: 'kiosk send',
  args: ['<kiosk id>', '<what>', '[value]'],
  summary: 'tell a kiosk app to do one thing',
  about: `What: wake [duration]   turn the screen on, for a duration such as 30s or 5m
      reload            load the page again
      clearCache        empty the app's cache; it also forgets its cookies
      eval <script>     run a script in the page
      url <address>     show an address of http or https
      relaunch          show the address that is set up in it
      restart           end the app and start it anew
Not every app can do everything: relevo kiosk <id> shows what this one can. That it was sent says nothing about its
effect, since no app tells: look at what its tablet reports. It takes the scope admin.`,
  options: CONNECTION_OPTIONS,
  run: runKioskSend,
}

async function runKioskSend(call: Call): Promise<Answer> {
  const [id = '', what = '', value] = call.args
  const path = kioskPath(id)
  const command = commandOf(what, value)
  // Never by itself a second time: the first one could have arrived.
  const server = new ReleaseServer(await connectionOf(call), NO_PATIENCE)
  const way = word(fields(path, (await server.post(`${path}/commands`, command)).data).way) ?? ''
  return { data: { id, do: command.do, way }, text: printable(`${command.do} was sent to ${id} over ${way}.`) }
}

/** @throws RelevoError `usage` */
function commandOf(what: string, value: string | undefined): KioskCommand {
  const deed = DEEDS.find((one) => one === what)
  const wrong = (why: string) => new RelevoError('usage', `kiosk send: ${why}`)
  switch (deed) {
    case undefined:
      throw wrong(`${JSON.stringify(what)} is none of ${DEEDS.join(', ')}`)
    case 'wake':
      return { do: deed, seconds: value === undefined ? USUAL_WAKE : secondsOf(value) }
    case 'eval':
      if (!value) throw wrong('eval takes a script')
      return { do: deed, script: value }
    case 'url':
      if (!value) throw wrong('url takes an address')
      return { do: deed, url: value }
    default:
      if (value !== undefined) throw wrong(`${deed} takes nothing`)
      return { do: deed }
  }
}
