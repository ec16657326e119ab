import type { Version } from '@relevo/core/release'
import type { Pins } from './pins.ts'
import { tell } from './tell.ts'
import type { Clients } from './worker-scope.ts'

/**
 * Navigate every page that was served this release: it now gets the one before. A page that hangs cannot be navigated;
 * its next start rolls back.
 */
export async function recover(clients: Clients, pins: Pins, version: Version): Promise<void> {
  const known = await pins.all()
  for (const client of await clients.matchAll({ includeUncontrolled: true, type: 'window' })) {
    const pin = known.get(client.id)
    if (!pin?.served || pin.release !== version) continue
    // Not awaited: the navigation of a page that hangs never settles.
    client.navigate(client.url).catch(() => tell(client, { tell: 'reload' }))
  }
}
