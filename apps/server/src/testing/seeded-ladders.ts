import { join } from 'node:path'
import { checkInUrl } from '@relevo/core/protocol'
import type { Ladder } from '../fleet/ladder/ladder.ts'
import { openStore } from '../store/sqlite-store.ts'
import type { TestServer } from './server-in-temp.ts'

const WAY = { why: 'silent', desired: 'r1', since: 1_000, rung: 'clearCache', tries: 2, climbed: 6 } as const

/** A ladder at its end, and one that a person stopped, as a server left them that was stopped. */
const LADDERS: Ladder[] = [
  {
    tablet: 'lobby-1',
    environment: 'production',
    state: {
      ...WAY,
      phase: 'needs-hands',
      reason: 'page-silent',
      last: 'clearCache',
      lastAt: 2_000,
      at: 3_000,
      spent: [1, 2],
      seen: { release: 'r0', heardAt: 500, app: 'wallpanel', shows: 'http://panel.local/' },
    },
  },
  {
    tablet: 'hall-2',
    environment: 'production',
    state: { phase: 'left', at: 4_000, by: 'ana', desired: 'r1', spent: [] },
  },
]

/**
 * Start a server anew that finds these ladders; the ladder is switched off in it, so that they stay as they are for the time
 * of a test. Its tablets run r1, which is current.
 */
export async function withLadders(server: TestServer, ladders: readonly Ladder[] = LADDERS): Promise<void> {
  await server.release('r1')
  for (const { tablet } of ladders)
    await fetch(checkInUrl(`${server.url}/config/version.json`, { tablet, release: 'r1', phase: 'current' }))
  await server.running.close()
  const store = await openStore(join(server.data, 'relevo.db'))
  await store.ladders.save(ladders, [], [])
  await store.close()
  await server.restart({ ladder: { enabled: false, after: 900, perDay: 12 } })
}
