import { RelevoError } from '@relevo/core/errors'
import type { Ask } from '@relevo/core/protocol'
import { ofVersion } from '@relevo/core/release'
import { nextRelease, type Slots, type SlotsEvent } from '@relevo/core/slots'
import type { CarryOut, Waiting } from './asks.ts'
import type { Database } from './database.ts'
import type { Installer } from './installer.ts'
import type { Pin, Pins } from './pins.ts'
import type { Releases } from './releases.ts'
import type { Told } from './report.ts'
import type { SlotsRecord } from './slots-record.ts'
import { viewOf } from './tell.ts'
import type { Watchdog } from './watchdog.ts'
import type { MessageToWorker } from './worker-scope.ts'

interface CarryOutParts {
  database: Database
  releases: Releases
  pins: Pins
  slots: SlotsRecord
  installer: Installer
  watchdog: Watchdog
  obey: (order: Extract<Ask, { ask: 'directive' }>, event: MessageToWorker) => Promise<void>
}

type Wish<Name extends Ask['ask']> = Extract<Ask, { ask: Name }>

/** What the worker does for each ask of a page. */
export function carryingOut(parts: CarryOutParts): CarryOut {
  const { database, releases, pins, slots, installer, watchdog, obey } = parts

  /** A page that was not served from the store belongs to the release it says it runs, or to the network. */
  async function pinTo(client: string, running: string): Promise<void> {
    const pin = await pins.find(client)
    if (pin?.served) return
    const release = await releases.find(running)
    await pins.set(client, { at: Date.now(), ...(release?.complete && { release: running }) })
  }

  async function hello({ running, checkIn }: Wish<'hello'>, client: string): Promise<void> {
    await pinTo(client, running)
    if ((await pins.find(client))?.token) return // on trial: not the release to go back to
    const told: Told = { checkIn, running }
    await database.write(async (table) => table('state').put('told', told))
  }

  async function stage(ask: Wish<'stage'>, client: string, event: MessageToWorker, waiting: Waiting): Promise<void> {
    const { version, running } = ask
    const now = await slots.read()
    if (running && now.phase !== 'network') return
    if (ofVersion(now.failed, version)) throw new RelevoError('switch-refused', 'it failed on this tablet')
    const installation = installer.install(ask, running, () =>
      slots.change({ type: running ? 'adopted' : 'staged', version }, event),
    )
    waiting.now = installation.progress
    await installation.over
    if (running) await pinTo(client, version)
  }

  async function switchTo({ version }: Wish<'switch'>, event: MessageToWorker): Promise<void> {
    if (nextRelease(await slots.read()) === version) return
    const random = crypto.getRandomValues(new Uint32Array(4))
    const { changed } = await slots.change({ type: 'switch', version, token: random.join('-') }, event)
    if (!changed) throw new RelevoError('switch-refused')
  }

  function carryOut(ask: Ask, client: string, event: MessageToWorker, waiting: Waiting): Promise<unknown> {
    const at = Date.now()
    const change = (happened: SlotsEvent) => slots.change(happened, event)
    switch (ask.ask) {
      case 'hello':
        return hello(ask, client)
      case 'stage':
        return stage(ask, client, event, waiting)
      case 'switch':
        return switchTo(ask, event)
      case 'ready':
        return ifOnTrial(ask.token, client, () => change({ type: 'confirmed', token: ask.token }))
      case 'boot-failed': {
        const { token, code, detail } = ask
        return ifOnTrial(token, client, () => change({ type: 'boot-failed', token, code, detail, at }))
      }
      case 'rollback':
        return change({ type: 'rollback', at })
      case 'block':
        return change({ type: 'blocked', versions: ask.versions, at })
      case 'retry':
        return change({ type: 'retry', version: ask.version, retry: ask.retry })
      case 'told':
        return change({ type: 'told', version: ask.version })
      case 'directive':
        return obey(ask, event)
      case 'ping':
        return installer.idle()
    }
  }

  /** Only a page that was served this trial may judge it, whoever else may have learned the token. */
  async function ifOnTrial(token: string, client: string, judge: () => Promise<unknown>): Promise<void> {
    if ((await pins.find(client))?.token === token) await judge()
  }

  return async (ask, client, event, waiting) => {
    await carryOut(ask, client, event, waiting)
    const [now, pin]: [Slots, Pin | undefined] = await Promise.all([slots.read(), pins.find(client)])
    watchdog.resume(now, event)
    return viewOf(now, pin)
  }
}
