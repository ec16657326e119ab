import type { Call, Command } from '../command.ts'
import { printable } from '../screen/printable.ts'
import { USUAL_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { readKiosk } from '../server/kiosk-answers.ts'
import { kioskPath } from '../server/kiosk-path.ts'
import { fields } from '../server/read-fields.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const kioskAccept: Command = {
  name: 'kiosk accept',
  args: ['<kiosk id>'],
  summary: 'take in a kiosk app that was found',
  options: CONNECTION_OPTIONS,
  async run(call) {
    const { path, server } = await asking(call)
    const kiosk = readKiosk((await server.post(`${path}/accept`, {})).data)
    return { data: kiosk, text: printable(`${kiosk.id} (${kiosk.app}) is taken in.`) }
  },
}

export const kioskForget: Command = {
  name: 'kiosk forget',
  args: ['<kiosk id>'],
  summary: 'forget a kiosk app; one that was found is not offered again',
  options: CONNECTION_OPTIONS,
  async run(call) {
    const [id = ''] = call.args
    const { path, server } = await asking(call)
    const duplicate = fields(path, (await server.delete(path)).data).duplicate === true
    return { data: { id, duplicate }, text: printable(duplicate ? `There is no kiosk ${id}.` : `${id} is forgotten.`) }
  },
}

export const kioskLink: Command = {
  name: 'kiosk link',
  args: ['<kiosk id>', '<tablet id>'],
  summary: 'say which tablet runs in a kiosk app; nothing that is heard overrules it',
  options: CONNECTION_OPTIONS,
  async run(call) {
    const { path, server } = await asking(call)
    const kiosk = readKiosk((await server.post(`${path}/link`, { tablet: call.args[1] ?? '' })).data)
    return { data: kiosk, text: printable(`${kiosk.link?.tablet} runs in ${kiosk.id}.`) }
  },
}

export const kioskUnlink: Command = {
  name: 'kiosk unlink',
  args: ['<kiosk id>'],
  summary: 'no tablet is said to run in it; when it shows another page, that counts again',
  options: CONNECTION_OPTIONS,
  async run(call) {
    const { path, server } = await asking(call)
    const kiosk = readKiosk((await server.delete(`${path}/link`)).data)
    return { data: kiosk, text: printable(`No tablet is said to run in ${kiosk.id}.`) }
  },
}

/** Twice is once, so a call whose answer was lost is simply made again. */
async function asking(call: Call) {
  const path = kioskPath(call.args[0] ?? '')
  return { path, server: new ReleaseServer(await connectionOf(call), USUAL_PATIENCE) }
}
