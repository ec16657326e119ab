import { isTabletId } from '@relevo/core/protocol'
import { type Check, foundOr, type Outcome, unmeasured, well } from '../check.ts'
import type { Evidence } from '../evidence.ts'

export const sameTablet: Check = {
  id: 'same-tablet',
  finds: 'two devices that report as one tablet',
  why: 'They take turns in the list, count as one in waves, and what is said of one is done to both. Usually one launch URL was copied to several devices.',
  do: 'Give each device an id of its own: another `?tablet=` in its launch URL.',
  look(evidence) {
    const tablets = addressesByTablet(evidence)
    const addresses = new Set([...tablets.values()].flatMap((some) => [...some]))
    if (tablets.size === 0) return unmeasured('No page is connected to this server’s own broker.')
    if (addresses.size === 1 && tablets.size > 1)
      return unmeasured('All pages come from one address, that of a proxy: devices cannot be told apart.')
    return foundOr(
      [...tablets].flatMap(([tablet, from]): Outcome[] => {
        const message = `It is connected from ${[...from].join(' and ')} at the same time.`
        return from.size > 1 ? [{ verdict: 'found', subject: tablet, message }] : []
      }),
      well(`Every tablet is connected from one address: ${tablets.size}.`),
    )
  },
}

/** Where the pages of each tablet are connected from; a page is a client `<tablet>.<something>` over WebSocket. */
function addressesByTablet({ broker }: Evidence): Map<string, Set<string>> {
  const tablets = new Map<string, Set<string>>()
  for (const { clientId, transport, address } of broker?.connections ?? []) {
    const [tablet] = clientId.split('.', 1)
    if (transport !== 'websocket' || !isTabletId(tablet)) continue
    tablets.set(tablet, (tablets.get(tablet) ?? new Set()).add(address))
  }
  return tablets
}
