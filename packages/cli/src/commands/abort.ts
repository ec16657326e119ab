import type { Command } from '../command.ts'
import { decide } from '../deployments/decide.ts'
import { CONNECTION_OPTIONS } from '../server/connection.ts'

export const abort: Command = {
  name: 'abort',
  args: ['<deployment id>'],
  summary: 'end a deployment that runs',
  about: 'To take a release back that is live already, use `relevo rollback`.',
  options: CONNECTION_OPTIONS,
  run: (call) => decide(call, 'abort'),
}
