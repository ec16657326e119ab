import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { plainIp } from '../fleet/ip.ts'

/** The proxies in front of this server: what they say of whoever asks by them is believed, and nobody else is. */
interface Proxies {
  /**
   * Where whoever asks is: where the connection comes from, or, when that is a proxy, the nearest address in its
   * `X-Forwarded-For` that is none. What stands before that one is what somebody claims who is not trusted.
   *
   * @returns an IP address; `unknown` when the connection is gone
   */
  addressOf(request: IncomingMessage): string
  /** How whoever asks came: by the `X-Forwarded-Proto` of a proxy, else as the connection is, and this server speaks no TLS. */
  schemeOf(request: IncomingMessage): 'http' | 'https'
  /** Where the connection comes from, if it says that it passes something on and is none of these. */
  strangeProxyOf(request: IncomingMessage): string | undefined
}

/**
 * @param trusted addresses, and networks such as `10.0.3.0/28`
 * @example trustedProxies(['127.0.0.1']).addressOf(request) // '198.51.100.7'
 */
export function trustedProxies(trusted: readonly string[]): Proxies {
  const list = new BlockList()
  for (const one of trusted) {
    const [address = '', bits] = one.split('/')
    const family = familyOf(address)
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  const has = (address: string) => trusted.length > 0 && isIP(address) !== 0 && list.check(address, familyOf(address))

  return {
    addressOf({ socket, headers }) {
      let address = plainIp(socket.remoteAddress ?? 'unknown')
      let rest = has(address) ? textOf(headers['x-forwarded-for']) : ''
      while (rest !== '' && has(address)) {
        const comma = rest.lastIndexOf(',')
        const before = ipIn(rest.slice(comma + 1))
        if (before === undefined) break
        address = before
        rest = rest.slice(0, Math.max(comma, 0))
      }
      return address
    },
    schemeOf({ socket, headers }) {
      const isBehind = has(plainIp(socket.remoteAddress ?? ''))
      return isBehind && textOf(headers['x-forwarded-proto']).toLowerCase() === 'https' ? 'https' : 'http'
    },
    strangeProxyOf({ socket, headers }) {
      const address = plainIp(socket.remoteAddress ?? '')
      return address !== '' && !has(address) && textOf(headers['x-forwarded-for']) !== '' ? address : undefined
    },
  }
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** A header that came several times is one list, like one that has commas (RFC 9110, 5.3). */
const textOf = (header: string | string[] | undefined) => [header ?? []].flat().join(',').trim()

/** `198.51.100.7`, `198.51.100.7:5678`, `2001:db8::7` or `[2001:db8::7]:443`: some proxies name the port too. */
function ipIn(hop: string): string | undefined {
  const text = hop.trim()
  const [, bracketed, dotted] = /^(?:\[([^\]]+)\]|([\d.]+))(?::\d+)?$/.exec(text) ?? []
  const address = plainIp(bracketed ?? dotted ?? text)
  // A copy: a piece of the header would keep all of it in memory wherever the address is remembered.
  return isIP(address) === 0 ? undefined : Buffer.from(address, 'latin1').toString('latin1')
}
