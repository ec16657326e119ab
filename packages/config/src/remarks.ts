import type { Config } from './config.ts'

/** A token of fewer characters can be guessed, even though guesses are slowed down. */
const LEAST_TOKEN = 16

/** A network of proxies that is wider, in bits of its prefix, has others in it. */
const NARROW = { 4: 24, 6: 64 }

/**
 * What can be used and should not stay as it is, a sentence each, without what is secret.
 *
 * @example remarksOf({ token: 'panel', trustProxy: [] })[0] // 'token (RELEVO_TOKEN) has fewer than 16 characters and …'
 */
export function remarksOf({ token, trustProxy }: Pick<Config, 'token' | 'trustProxy'>): string[] {
  const remarks: string[] = []
  if (token !== undefined && token.length < LEAST_TOKEN)
    remarks.push(
      `token (RELEVO_TOKEN) has fewer than ${LEAST_TOKEN} characters and can be guessed. Make one with \`openssl rand -hex 32\`, or leave it out to have one generated.`,
    )
  for (const network of trustProxy.filter(isWide))
    remarks.push(
      `trustProxy (RELEVO_TRUST_PROXY) has ${network}: whoever has an address in there may say to be at any other. Name the proxies alone.`,
    )
  return remarks
}

function isWide(network: string): boolean {
  const [address, bits] = network.split('/')
  return bits !== undefined && Number(bits) < NARROW[address?.includes(':') ? 6 : 4]
}
