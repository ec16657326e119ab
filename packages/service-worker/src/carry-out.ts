import { RelevoError } from '@relevo/core/errors'
import type { Ask } from '@relevo/core/protocol'
import { ofVersion, type Version } from '@relevo/core/release'
import { nextRelease, type SlotsEvent } from '@relevo/core/slots'
import type { CarryOut, Say } from './asks.ts'
import type { Installer } from './installer.ts'
import type { RecordKeeper } from './record.ts'
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

  async function stage(ask: Wish<'stage'>, client: string, event: ExtendableEvent, say: Say): Promise<void> {
    const { version, running } = ask
    const { slots } = await keeper.read()
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
    if (nextRelease((await keeper.read()).slots) === version) return
    const token = crypto.getRandomValues(new Uint32Array(4)).join('-')
    const { changed } = await keeper.happen({ type: 'switch', version, token }, event)
    if (!changed) throw new RelevoError('switch-refused')
  }

  function carryOut(ask: Ask, client: string, event: ExtendableEvent, say: Say): Promise<unknown> | undefined {
    const at = Date.now()
    const happen = (happened: SlotsEvent) => keeper.happen(happened, event)
    /** Only a page that was served this trial may judge it, whoever else may have learned the token. */
    const judge = async (verdict: SlotsEvent & { token: string }) => {
      if ((await keeper.read()).pins.get(client)?.token === verdict.token) await happen(verdict)
    }
    /** Its boot guard speaks for a page whose scripts did not run: it has no token to show. */
    const neverRan = async (detail: string) => {
      const token = (await keeper.read()).pins.get(client)?.token
      if (token) await happen({ type: 'boot-failed', token, code: 'boot-script', detail: detail.slice(0, 200), at })
    }
    /** An update of the engine, for example: the release before may still start; without one the network is asked. */
    const giveUp = async (detail: string) => {
      const { slots, pins } = await keeper.read()
      if (!slots.previous || slots.phase !== 'settled' || pins.get(client)?.release !== slots.active)
        return empty(event)
      await happen({ type: 'rollback', at, code: 'boot-script', detail: detail.slice(0, 200) })
    }
    switch (ask.ask) {
      case 'hello':
        return pin(client, ask.running, ask)
      case 'stage':
        return stage(ask, client, event, say)
      case 'switch':
        return switchTo(ask.version, event)
      case 'ready':
        return judge({ ...ask, type: 'confirmed' })
      case 'boot-failed':
        return judge({ ...ask, type: 'boot-failed', at })
      case 'never-ran':
        return neverRan(ask.detail)
      case 'give-up':
        return giveUp(ask.detail)
      case 'empty':
        return empty(event)
      case 'rollback':
        return happen({ type: 'rollback', at })
      case 'block':
        return happen({ ...ask, type: 'blocked', at })
      case 'retry':
        return happen({ ...ask, type: 'retry' })
      case 'told':
        return happen({ ...ask, type: 'told' })
      case 'directive':
        return obey(ask, event)
    }
  }

  return async (ask, client, event, say) => {
    await carryOut(ask, client, event, say)
    const record = await keeper.read()
    watchdog.resume(record.slots, event)
    // Without an update nothing else would forget the pages of months.
    if (record.pins.size > PINS) event.waitUntil(sweep())
    return viewOf(record, client)
  }
}
