import { connect } from 'node:net'
import { throughAllAddresses } from './addresses.ts'
import { watchConnection } from './connection-facts.ts'
import { untilOver } from './deadline.ts'
import { type Finding, findingOf } from './finding.ts'

/** `host:port` or `[v6]:port`. */
const ADDRESS = /^(?:\[([\da-fA-F:.]+)\]|([^\s:[\]/]+)):(\d{1,5})$/

/**
 * Open a connection and close it again: healthy is whoever takes it.
 *
 * @param timeout milliseconds
 */
export function probeTcp({ tcp }: { tcp: string }, timeout: number, signal: AbortSignal): Promise<Finding> {
  const [, v6, name, digits] = ADDRESS.exec(tcp) ?? []
  const host = v6 ?? name
  const port = Number(digits)
  if (host === undefined || port > 65_535) {
    return Promise.resolve({ verdict: 'unmeasured', detail: 'not an address of the form host:port' })
  }
  return new Promise((resolve) => {
    const socket = connect({ host, port, ...throughAllAddresses(timeout) })
    const facts = watchConnection(socket, host)
    const done = (finding: Finding) => {
      off()
      socket.destroy()
      resolve({ ...finding, ...facts.address() })
    }
    const off = untilOver(timeout, signal, (why) => {
      if (why === 'aborted') done({ verdict: 'unmeasured', detail: 'called off' })
      else done(facts.timedOut(timeout, 'no connection'))
    })
    socket.on('connect', () => done({ verdict: 'healthy' }))
    socket.on('error', (error) => done(findingOf(error)))
  })
}
