import type { Answer, Call, Command } from '../command.ts'
import { printable } from '../screen/printable.ts'
import { USUAL_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { readCode } from '../server/enrolment-answers.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const enrolCodeWithdraw: Command = {
  name: 'enrol-code withdraw',
  args: ['<id>'],
  summary: 'a code lets in nobody from now on; tablets that it let in stay',
  options: CONNECTION_OPTIONS,
  run: runEnrolCodeWithdraw,
}

async function runEnrolCodeWithdraw(call: Call): Promise<Answer> {
  const [id = ''] = call.args
  const server = new ReleaseServer(await connectionOf(call), USUAL_PATIENCE)
  const { data } = await server.delete(`api/enrolment-codes/${encodeURIComponent(id)}`)
  const { duplicate } = data as { duplicate?: unknown }
  const before = duplicate === true ? ', as it was before' : ''
  const withdrawn = readCode(data)
  return {
    data: { ...withdrawn, duplicate: duplicate === true },
    text: printable(`Code ${withdrawn.id} is withdrawn${before}.`),
  }
}
