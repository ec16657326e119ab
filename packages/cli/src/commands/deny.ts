import type { Command } from '../command.ts'
import { decide } from '../deployments/decide.ts'
import { CONNECTION_OPTIONS } from '../server/connection.ts'

export const deny: Command = {
  name: 'deny',
  args: ['<deployment id>'],
  summary: 'refuse a deployment that waits for approval: it ends as failed, and nothing changes',
  options: {
    reason: { type: 'string', says: 'why, for whoever asked for it' },
    ...CONNECTION_OPTIONS,
  },
  run: (call) => decide(call, 'deny'),
}
