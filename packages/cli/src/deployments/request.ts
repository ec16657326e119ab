import { type Call, flag, type Option, text } from '../command.ts'
import { type Origin, originOf } from './origin.ts'

/** Options of every command that asks for a deployment. */
export const REQUEST_OPTIONS: Record<string, Option> = {
  force: { type: 'boolean', says: 'tablets switch without asking' },
  retry: { type: 'boolean', says: 'tablets on which it failed try it once more' },
  notes: { type: 'string', says: 'what is new' },
  commit: { type: 'string', value: '<sha>', says: 'the commit it was built from' },
  ref: { type: 'string', value: '<name>', says: 'the branch or tag of that commit' },
  user: { type: 'string', value: '<name>', says: 'who asks for it' },
  supersede: { type: 'boolean', says: 'take the place of a deployment that runs in the environment' },
}

/** The fields of a request that its options give. @param origin what stands for options that are not there */
export function requestOf(call: Call, origin: Origin): Record<string, unknown> {
  const switches = ['force', 'retry', 'supersede'].filter((name) => flag(call, name)).map((name) => [name, true])
  const texts = ['notes', 'commit', 'ref', 'user'].map((name) => [name, text(call, name)])
  const given = Object.fromEntries([...switches, ...texts].filter(([, value]) => value !== undefined))
  return { ...origin, ...given }
}

/** As `requestOf`, with the commit, ref and user that the CI system tells. */
export function requestFromCi(call: Call): Record<string, unknown> {
  return requestOf(call, originOf(call.env))
}
