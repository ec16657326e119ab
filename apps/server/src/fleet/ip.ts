/** An IPv4 address as people write it, also where it came over a socket that takes both kinds. */
export function plainIp(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}

/** Where a connection comes from; `unknown` when it is gone and nobody asked before. */
export function peerOf({ remoteAddress = 'unknown' }: { remoteAddress?: string | undefined }): string {
  return plainIp(remoteAddress)
}

/**
 * Whom an address counts for when it is counted how often somebody tries: a site has 2^64 addresses of IPv6 (RFC 4291, 2.5.4),
 * and is one; any other text stands for itself.
 *
 * @example siteOf('2001:db8::7') // '2001:db8:0:0'
 */
export function siteOf(address: string): string {
  if (!/^[\da-f:]*:[\da-f:]*$/i.test(address)) return address
  const [front = '', back = ''] = address.split('::')
  const before = front.split(':').filter(Boolean)
  const after = back.split(':').filter(Boolean)
  const between = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  const site = [...before, ...between, ...after].slice(0, 4)
  return site.map((part) => Number.parseInt(part, 16).toString(16)).join(':')
}
