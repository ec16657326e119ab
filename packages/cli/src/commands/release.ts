import { type Answer, type Call, type Command, text } from '../command.ts'
import { type Packing, readPacking } from '../releases/read-packing.ts'
import { readChanges, readDetails } from '../releases/read-release.ts'
import { releaseText } from '../releases/release-text.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'
import { ServerRefused } from '../server/server-refused.ts'

export const release: Command = {
  name: 'release',
  args: ['<version>'],
  summary: 'all about one release: where it is current, its deployments, what it changes, what a tablet downloads',
  options: {
    from: {
      type: 'string',
      value: '<version>',
      says: 'compare with this one; default: the one that was current before it',
    },
    ...CONNECTION_OPTIONS,
  },
  run: runRelease,
}

async function runRelease(call: Call): Promise<Answer> {
  const [version = ''] = call.args
  const server = new ReleaseServer(await connectionOf(call), NO_PATIENCE)
  const from = text(call, 'from')
  const path = `api/releases/${encodeURIComponent(version)}`
  const details = readDetails((await server.get(path)).data)
  const query = from === undefined ? '' : `?${new URLSearchParams({ from })}`
  const changes = readChanges((await server.get(`${path}/changes${query}`)).data)
  const packing = await packingOf(server, version)
  const data = { ...details, changes, ...(packing && { packing }) }
  return { data, text: releaseText(details, changes, packing) }
}

/** An older server makes no patches. */
async function packingOf(server: ReleaseServer, version: string): Promise<Packing | undefined> {
  try {
    return readPacking((await server.get(`api/releases/${encodeURIComponent(version)}/packing`)).data)
  } catch (error) {
    if (error instanceof ServerRefused && (error.code === 'not-found' || error.code === 'method-not-allowed'))
      return undefined
    throw error
  }
}
