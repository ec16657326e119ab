import type { Command } from '../command.ts'
import { decide } from '../deployments/decide.ts'
import { CONNECTION_OPTIONS } from '../server/connection.ts'

export const approve: Command = {
  name: 'approve',
  args: ['<deployment id>'],
  summary: 'let a deployment begin that waits for approval',
  options: CONNECTION_OPTIONS,
  run: (call) => decide(call, 'approve'),
}
