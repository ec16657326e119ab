import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { peerOf, plainIp } from '../fleet/ip.ts'
import type { CameBy } from './came-by.ts'

/**
 * The proxies in front of this server: what they say of whoever asks by them is believed, and nobody else is.
 *
 * @param trusted addresses, and networks such as `10.0.3.0/28`
 * @example trustedProxies(['127.0.0.1']).addressOf(request) // '198.51.100.7'
 */
export function trustedProxies(trusted: readonly string[]): CameBy {
  // One for each: a network of IPv6 may have all of IPv4 in it.
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() }
  for (const one of trusted) {
    const [address = '', bits] = one.split('/')
    const family = familyOf(address)
    if (bits === undefined) lists[family].addAddress(address, family)
    else lists[family].addSubnet(address, Number(bits), family)
  }
  const has = (address: string) => {
    const family = familyOf(address)
    return isIP(address) !== 0 && lists[family].check(address, family)
  }

  /** Back from the connection to the first who is no such proxy, and what they claim of those before. */
  function walk({ socket, headers }: IncomingMessage): { address: string; claimed: string } {
    let address = peerOf(socket)
    let claimed = textOf(headers['x-forwarded-for'])
    while (claimed !== '' && has(address)) {
      const comma = claimed.lastIndexOf(',')
      const before = ipIn(claimed.slice(comma + 1))
      if (before === undefined) break
      address = before
      claimed = claimed.slice(0, Math.max(comma, 0))
    }
    return { address, claimed }
  }

  return {
    addressOf: (request) => walk(request).address,
    schemeOf({ socket, headers }) {
      const said = has(peerOf(socket)) ? textOf(headers['x-forwarded-proto']) : ''
      return /(?:^|,)\s*https$/i.test(said) ? 'https' : 'http'
    },
    strangeProxyOf(request) {
      const { address, claimed } = walk(request)
      return claimed !== '' && isIP(address) !== 0 && !has(address) ? address : undefined
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
