import type { Page } from '@playwright/test'
import { closePage } from '../close-page.ts'
import type { Fault, FaultProxy } from '../fault-proxy.ts'
import type { Server } from '../server.ts'
import type { Tablet } from '../story.ts'
import { pickOf } from './rolls.ts'

/** For one move, in milliseconds. */
const PATIENCE = 15_000
const QUERY = 'policy=auto&checkEvery=1&countdown=1'
const RELEASES = ['r1', 'r2', 'r2', 'r3', 'r4', 'r5']
const FAULTS: Fault[] = [
  { do: 'cut' },
  { do: 'hang' },
  { do: 'corrupt' },
  { do: 'truncate' },
  { do: 'status', status: 502 },
  { do: 'body', type: 'text/html', body: '<title>Log in</title>' },
]

export interface World {
  /** Nothing can be published while it does not. */
  serverRuns: boolean
  server: Server
  wire: FaultProxy
  tablet: Tablet
  roll: () => number
}

/** Launch the app as the kiosk app does, whatever comes of it. */
export async function launch({ tablet }: World): Promise<Page | undefined> {
  try {
    return await tablet.open(QUERY)
  } catch {
    return undefined // no network, and nothing stored: an error page of the browser's
  }
}

/** One random thing happens to the tablet, its network or its server. @returns what it was */
export async function move(world: World): Promise<string> {
  const { server, wire, tablet, roll } = world
  const pages = tablet.context.pages()
  const page = pickOf(roll, pages)
  const moves: Record<string, () => Promise<unknown>> = {
    publish: () => publish(world),
    'publish again': () => publish(world),
    'bad network': async () => {
      const fault = pickOf(roll, FAULTS)
      const share = pickOf(roll, [1, 0.5, 0.2])
      wire.fault(() => (roll() < share ? fault : undefined))
      wire.cut()
    },
    'good network': async () => {
      wire.fault(undefined)
      wire.cut()
    },
    'the server dies': () => {
      world.serverRuns = false
      return server.kill()
    },
    'the server comes back': () => restart(world),
    'the worker is stopped': () => command(page, 'ServiceWorker.stopAllWorkers'),
    'the database is wiped': () => clear(world, 'indexeddb'),
    'the files are wiped': () => clear(world, 'cache_storage'),
    'a page is closed': async () => page && closePage(page),
    'a page is reloaded': async () => page?.reload({ waitUntil: 'commit', timeout: 5_000 }),
    'a page is opened': async () => (pages.length < 3 ? launch(world) : undefined),
    'a page looks': async () => page?.evaluate(() => void window.updates?.checkForUpdate()),
    'a page is up': async () => page?.locator('#release').waitFor({ timeout: 3_000 }),
  }
  const what = pickOf(roll, Object.keys(moves))
  const moved = moves[what]?.().catch(() => {
    // The server is down, the page is gone or broken: that is what the moves are for.
  })
  // A page that is being killed may never answer.
  await Promise.race([moved, new Promise((resolve) => setTimeout(resolve, PATIENCE))])
  return what
}

/** The server runs, wherever it was. */
export async function restart(world: World): Promise<void> {
  const { server, wire } = world
  await server.kill()
  await server.start()
  wire.forward(server.port)
  world.serverRuns = true
}

async function publish({ server, serverRuns, roll }: World): Promise<void> {
  const release = pickOf(roll, RELEASES)
  if (serverRuns) await server.publish(release)
}

/** Between two starts: a browser evicts nothing of an app that is in use. */
async function clear(world: World, storageTypes: string): Promise<void> {
  const { context, origin } = world.tablet
  const blank = await context.newPage()
  for (const page of context.pages()) if (page !== blank) await closePage(page)
  await command(blank, 'ServiceWorker.stopAllWorkers')
  await command(blank, 'Storage.clearDataForOrigin', { origin, storageTypes })
  await blank.close()
  await launch(world)
}

async function command(page: Page | undefined, method: string, options: object = {}): Promise<void> {
  if (!page) return
  const session = await page.context().newCDPSession(page)
  if (method.startsWith('ServiceWorker')) await session.send('ServiceWorker.enable')
  await session.send(method as 'Storage.clearDataForOrigin', options as never)
  await session.detach()
}
