import type { Version } from '@relevo/core/release'
import type { TabletRecord } from './record.ts'
import { pagesOf, tell } from './tell.ts'
import type { Clients } from './worker-scope.ts'

/**
 * Navigate every page that was served this release: it now gets the one before. A page that hangs cannot be navigated;
 * its next start rolls back.
 */
export async function recover(clients: Clients, { pins }: TabletRecord, version: Version): Promise<void> {
  for (const client of await pagesOf(clients)) {
    const { served, release } = pins.get(client.id) ?? {}
    if (!served || release !== version) continue
    // Not awaited: the navigation of a page that hangs never settles.
    client.navigate(client.url).catch(() => tell(client, { tell: 'reload' }))
  }
}
