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
  /** Carry out a directive. */
  obey(order: Wish<'directive'>, event: ExtendableEvent): Promise<unknown>
}

type Wish<Name extends Ask['ask']> = Extract<Ask, { ask: Name }>

/** What the worker does for each ask of a page. */
export function carryingOut({ keeper, releases, installer, watchdog, obey }: CarryOutParts): CarryOut {
  /** A page that was not served from the store belongs to the release it says it runs, or to the network. */
  function pin(client: string, running: Version, checkIn?: string): Promise<void> {
    return keeper.write(async (record, rows) => {
      const known = record.pins.get(client)
      // What is on trial is not what the tablet falls back on.
      if (checkIn && !known?.token) record.told = { checkIn, running }
      if (known?.served) return
      const release = (await releases.find(running, rows))?.version
      record.pins.set(client, { release, at: Date.now() })
    })
  }

  async function stage(ask: Wish<'stage'>, client: string, event: ExtendableEvent, say: Say): Promise<void> {
    const { version, running } = ask
    const { slots } = await keeper.read()
    if (running && slots.phase !== 'network') return
    if (ofVersion(slots.failed, version)) throw new RelevoError('switch-refused', 'it failed on this tablet')
    const type = running ? 'adopted' : 'staged'
    const installation = installer.install(ask, running, () => keeper.happen({ type, version }, event))
    await sayProgress(installation, say)
    if (running) await pin(client, version)
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
    switch (ask.ask) {
      case 'hello':
        return pin(client, ask.running, ask.checkIn)
      case 'stage':
        return stage(ask, client, event, say)
      case 'switch':
        return switchTo(ask.version, event)
      case 'ready':
        return ifOnTrial(ask.token, client, () => happen({ type: 'confirmed', token: ask.token }))
      case 'boot-failed': {
        const { token, code, detail } = ask
        return ifOnTrial(token, client, () => happen({ type: 'boot-failed', token, code, detail, at }))
      }
      case 'rollback':
        return happen({ type: 'rollback', at })
      case 'block':
        return happen({ type: 'blocked', versions: ask.versions, at })
      case 'retry':
        return happen({ type: 'retry', version: ask.version, retry: ask.retry })
      case 'told':
        return happen({ type: 'told', version: ask.version })
      case 'directive':
        return obey(ask, event)
    }
  }
  /** Only a page that was served this trial may judge it, whoever else may have learned the token. */
  async function ifOnTrial(token: string, client: string, judge: () => Promise<unknown>): Promise<void> {
    if ((await keeper.read()).pins.get(client)?.token === token) await judge()
  }

  return async (ask, client, event, say) => {
    await carryOut(ask, client, event, say)
    const record = await keeper.read()
    watchdog.resume(record.slots, event)
    return viewOf(record, client)
  }
}
