import { RelevoError } from '@relevo/core/errors'
import type { Ask } from '@relevo/core/protocol'
import { ofVersion, type Version } from '@relevo/core/release'
import { nextRelease, type SlotsEvent } from '@relevo/core/slots'
import type { CarryOut, Say } from './asks.ts'
import type { Installer } from './installer.ts'
import type { RecordKeeper, TabletRecord } from './record.ts'
import type { Releases } from './releases.ts'
import { sayProgress } from './say-progress.ts'
import { viewOf } from './tell.ts'
import type { Watchdog } from './watchdog.ts'
import type { ExtendableEvent } from './worker-scope.ts'

interface CarryOutParts {
  keeper: RecordKeeper
  releases: Releases
  installer: Installer
  watchdog: Watchdog
  /** Delete what nobody needs any more. */
  sweep(): Promise<void>
  /** Forget what is stored, but not what failed. */
  empty(event: ExtendableEvent): Promise<unknown>
  /** Carry out a directive. */
  obey(order: Wish<'directive'>, event: ExtendableEvent): Promise<unknown>
}

/** So many pages, frames and workers are remembered; more than live on a tablet. */
const PINS = 50

type Wish<Name extends Ask['ask']> = Extract<Ask, { ask: Name }>

/** What the worker does for each ask of a page. */
export function carryingOut({ keeper, releases, installer, watchdog, sweep, empty, obey }: CarryOutParts): CarryOut {
  /** A page that was not served from the store belongs to the release it says it runs, or to the network. */
  function pin(client: string, running: Version, hello?: Wish<'hello'>): Promise<void> {
    return keeper.write(async (record, rows) => {
      const known = record.pins.get(client)
      // What is on trial is not what the tablet falls back on.
      if (hello && !known?.token) record.told = hello
      if (known?.served) {
        // Served one release and running another, it got its script elsewhere: it may not confirm what it was served.
        if (known.release !== running) delete known.token
        return
      }
      const release = (await releases.find(running, rows))?.version
      record.pins.set(client, { release, at: Date.now() })
    })
  }

  async function stage(ask: Wish<'stage'>, client: string, { slots }: TabletRecord, event: ExtendableEvent, say: Say) {
    const { version, running } = ask
    if (running && slots.phase !== 'network') return pin(client, version)
    if (ofVersion(slots.failed, version)) throw new RelevoError('switch-refused', 'it failed on this tablet')
    const type = running ? 'adopted' : 'staged'
    const installation = installer.install(ask, running, () => keeper.happen({ type, version }, event))
    await sayProgress(installation, say)
    if (!running) return
    await pin(client, version)
    event.waitUntil(sweep())
  }

  async function switchTo(version: Version, event: ExtendableEvent): Promise<void> {
    const token = crypto.getRandomValues(new Uint32Array(4)).join('-')
    const { changed } = await keeper.happen({ type: 'switch', version, token }, event)
    if (!changed) throw new RelevoError('switch-refused')
  }

  async function carryOut(ask: Ask, client: string, event: ExtendableEvent, say: Say): Promise<unknown> {
    const at = Date.now()
    const record = await keeper.read()
    const { slots, pins } = record
    const { token, release } = pins.get(client) ?? {}
    const happen = (happened: SlotsEvent) => keeper.happen(happened, event)
    const neverRan = (detail: string) => ({ code: 'boot-script', detail: detail.slice(0, 200), at }) as const
    switch (ask.ask) {
      case 'hello':
        return pin(client, ask.running, ask)
      case 'stage':
        return stage(ask, client, record, event, say)
      case 'switch':
        return nextRelease(slots) === ask.version || switchTo(ask.version, event)
      // Only a page that was served this trial may judge it, whoever else may have learned the token.
      case 'ready':
        return token === ask.token && happen({ ...ask, type: 'confirmed' })
      case 'boot-failed':
        return token === ask.token && happen({ ...ask, type: 'boot-failed', at })
      // Its boot guard speaks for a page whose scripts did not run: it has no token to show.
      case 'never-ran':
        return token && happen({ type: 'boot-failed', token, ...neverRan(ask.detail) })
      // An update of the engine, for example: the release before may still start; without one the network is asked.
      case 'give-up':
        if (slots.phase !== 'settled' || !slots.previous || release !== slots.active) return empty(event)
        return happen({ type: 'rollback', ...neverRan(ask.detail) })
      case 'empty':
        return empty(event)
      case 'rollback':
        return happen({ type: 'rollback', at })
      case 'block':
        return happen({ ...ask, type: 'blocked', at })
      case 'retry':
      case 'told':
        return happen({ ...ask, type: ask.ask } as SlotsEvent)
      case 'directive':
        return obey(ask, event)
    }
  }

  return async (ask, client, event, say) => {
    await carryOut(ask, client, event, say)
    const record = await keeper.read()
    watchdog(record.slots, event)
    // Without an update nothing else would forget the pages of months.
    if (record.pins.size > PINS) event.waitUntil(sweep())
    return viewOf(record, client)
  }
}
