import { RelevoError, type TabletCode } from '@relevo/core/errors'
import { type Ask, checkInUrl, type News, type Report, type WorkerState } from '@relevo/core/protocol'
import { ofVersion, type Version } from '@relevo/core/release'
import { failing } from './failing.ts'
import { giveOrders } from './orders.ts'
import type { OnProgress, Ports } from './ports.ts'

const UNREGISTERED = 'relevo.unregistered'
/** Greetings in a row that got no answer: a worker that is not ours has taken over. */
const SILENCES = 3

/** Who talks to the worker, and about what. */
interface Page {
  version: Version
  tablet: string
  versionUrl: string
  /** What the tablet signs in with. */
  secret(): string | undefined
  /** The worker said what it keeps. */
  heard(slots: WorkerState): void
  /** The worker could not navigate this page. */
  loadAnew(): void
  /** What is wrong beside the update is something else now. */
  troubled(): void
}

/** What a page and its worker have to say to each other. */
export interface Talk {
  /** What the worker keeps, as far as it was heard of. */
  slots: WorkerState | undefined
  /** What is wrong beside the update. */
  readonly trouble: TabletCode | undefined
  /** Is there a worker to talk to? */
  isOpen(): boolean
  /** Ask, and hear what the worker keeps then. @throws RelevoError as `WorkerLink.ask`, or why there is no worker */
  ask(question: Ask, onProgress?: OnProgress): Promise<void>
  /** For an ask that may fail, because the worker or the next news bring it up again. */
  note(error: unknown): void
  /** Say who we are. A worker that cannot work here is done without; a silent one is asked again later, for a while. */
  greet(): Promise<void>
  /** Pass on what the server orders, and that it knows what it was told. */
  passOn(news: News, said: Partial<Report>): Promise<void>
  stop(): void
}

export function talkToWorker(
  { version, tablet, versionUrl, secret, heard, loadAnew, troubled }: Page,
  { keep, openLink }: Ports,
): Talk {
  const given: Record<string, string> = {}
  let trouble: TabletCode | undefined
  let silences = 0
  let link = keep.get(UNREGISTERED)
    ? undefined
    : openLink?.((tell) => (tell.tell === 'slots' ? hear(tell.slots) : loadAnew()))

  function hear(slots: WorkerState): void {
    talk.slots = slots
    heard(slots)
  }

  function troubleIs(code: TabletCode | undefined): void {
    if (trouble === code) return
    trouble = code
    troubled()
  }

  const talk: Talk = {
    slots: undefined,
    get trouble() {
      return trouble
    },
    // Storage that fails may come back; until then the network has the release too.
    isOpen: () => link !== undefined && trouble !== 'storage-unavailable',

    async ask(question, onProgress) {
      if (!link) throw new RelevoError(trouble ?? 'worker-unavailable')
      hear(await link.ask(question, onProgress))
    },

    note(error) {
      troubleIs(failing(error).code)
    },

    async greet() {
      if (!link) return
      try {
        const checkIn = checkInUrl(versionUrl, { tablet })
        await talk.ask({ ask: 'hello', running: version, checkIn, secret: secret() })
        silences = 0
        // A worker that answers has no more room for that.
        if (trouble !== 'no-space') troubleIs(undefined)
      } catch (error) {
        talk.note(error)
        if (trouble === 'worker-silent' ? ++silences === SILENCES : trouble !== 'storage-unavailable') link = undefined
      }
    },

    async passOn(news, { phase, target = '' }) {
      if (trouble) await talk.greet()
      if (!link) {
        const order = keep.get(UNREGISTERED)
        if (order && order !== news.directive?.id) keep.set(UNREGISTERED, '')
        return
      }
      const { slots } = talk
      if (phase === 'rolled_back' && slots && ofVersion(slots.failed, target)?.told === false) {
        await talk.ask({ ask: 'told', version: target }).catch(talk.note)
      }
      const directive = await giveOrders(news, talk.slots, talk.ask, given)
      if (directive?.do !== 'unregister') return
      keep.set(UNREGISTERED, directive.id)
      link = talk.slots = undefined
    },

    stop: () => link?.close(),
  }
  return talk
}
