import { lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'

/** The machine itself, in both families. */
const LOOPBACK = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
]

/**
 * Resolve a name as the system does, but for `localhost` and what ends in `.localhost`: these are the loopback addresses,
 * whatever the machine's hosts file says (RFC 6761, section 6.3), and both of them, for a server may listen on either.
 */
const lookUp: LookupFunction = (host, options, done) => {
  if (!/(?:^|\.)localhost\.?$/i.test(host)) return lookup(host, options, done)
  const [first = { address: '127.0.0.1', family: 4 }] = LOOPBACK
  process.nextTick(() => (options.all ? done(null, LOOPBACK) : done(null, first.address, first.family)))
}

/**
 * How to connect to a name within a time: all its addresses are tried, one after the other. Each but the last has a third
 * of the time; with Node's own quarter of a second, a far server that is well would be given up for an address that is not.
 *
 * @param timeout milliseconds for the whole attempt
 * @see https://nodejs.org/api/net.html#socketconnectoptions-connectlistener
 */
export function throughAllAddresses(timeout: number) {
  return {
    lookup: lookUp,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: Math.max(10, Math.ceil(timeout / 3)),
  }
}
