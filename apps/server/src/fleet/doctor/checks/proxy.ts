import { type Check, foundOr, type Outcome, unmeasured, well } from '../check.ts'

export const proxy: Check = {
  id: 'proxy',
  finds: 'a proxy that passes tablets on and is not trusted to say for whom',
  why: 'All tablets behind it seem to be at one address: they share what one address may do, and no tablet is told from another by where it is.',
  do: 'Add it to RELEVO_TRUST_PROXY, if it is yours (docs/operate.md, “Behind a proxy”).',
  look({ strangeProxies }) {
    if (!strangeProxies) return unmeasured('No tablet has checked in since this server started.')
    return foundOr(
      strangeProxies.map(({ address, lastSeen }): Outcome => {
        const when = new Date(lastSeen).toISOString()
        return {
          verdict: 'found',
          subject: address,
          message: `${address} passes check-ins on with X-Forwarded-For, which is not believed; last at ${when}.`,
          do: `If it is your proxy, add ${address} to RELEVO_TRUST_PROXY.`,
        }
      }),
      well('No check-in came with an X-Forwarded-For that is not believed.'),
    )
  },
}
