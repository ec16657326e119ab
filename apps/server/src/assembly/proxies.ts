import type { IncomingMessage } from 'node:http'
import proxyAddr from '@fastify/proxy-addr'

/** The proxies in front of this server. */
export interface Proxies {
  /** Is this the address of one? */
  trusts(address: string): boolean
  /**
   * Where whoever asks is: where the connection comes from, or, when that is a proxy, the nearest address in its
   * `X-Forwarded-For` that is none. What a stranger wrote there is never reached.
   */
  addressOf(request: IncomingMessage): string
}

/**
 * @param trusted addresses, networks, or names of such: `loopback`, `linklocal`, `uniquelocal`
 * @throws TypeError for one that is none of these
 * @example trustedProxies(['loopback', '10.0.0.0/8']).addressOf(request)
 */
export function trustedProxies(trusted: readonly string[]): Proxies {
  const trusts = proxyAddr.compile([...trusted])
  return {
    trusts: (address) => trusts(address, 0),
    // A connection that is gone has no address any more.
    addressOf: (request) => proxyAddr(request, trusts) ?? 'unknown',
  }
}
