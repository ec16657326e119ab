import { isUsualCommandTopic, kioskTopics, shownToHomeAssistant } from '@relevo/core/kiosk'
import type { Announcers } from './announcers.ts'
import type { Kiosk } from './kiosk.ts'
import type { KioskLedger } from './ledger.ts'

/** A filter under which kiosks and the server speak: `out` for what the server says, `in` for what kiosks say. */
interface KioskFilter {
  filter: string
  way: 'in' | 'out'
}

/**
 * Where kiosks are on the broker, for whoever carries or guards it.
 *
 * Commands are written by the server alone, and by nobody else, operators included: `eval` runs script in the page. They go
 * out at QoS 0 and are never retained; a bridge must not change that.
 */
export interface KioskTopicBook {
  /** Everything that is said by and to kiosks. */
  topics(): KioskFilter[]
  /** Called with all of them whenever that changes. @returns stops it */
  onTopics(told: (topics: KioskFilter[]) => void): () => void
  /**
   * What the app of a kiosk may do with its own sign-in: read its commands, and write everything else below its base.
   *
   * @returns `undefined` of a kiosk that is not known, or is nowhere on the broker
   */
  kioskTopics(id: string): { reads: readonly string[]; writes: readonly string[] } | undefined
  /**
   * May it show itself to Home Assistant as this kind of entity, below its client id? As kinds go, what its app is known to
   * show; as ids go, the one it is known by, or one that neither another kiosk nor anybody else has used.
   */
  mayAnnounce(id: string, component: string, clientId: string): boolean
  /** Which kiosk reports under which filter. */
  reportsOf(): ReadonlyMap<string, string>
  /** Is this where a kiosk hears commands, one that is known or one that is set up as usual? */
  isCommandTopic(topic: string): boolean
}

export function createTopicBook(
  ledger: Pick<KioskLedger, 'all' | 'get' | 'onMoved'>,
  announcers: Pick<Announcers, 'isOfAnother'>,
): KioskTopicBook {
  /** Commands of those that are known, taken anew whenever that changes. */
  let commands: { exact: Set<string>; prefixes: Set<string> } | undefined
  let reports: ReadonlyMap<string, string> | undefined
  ledger.onMoved(() => {
    commands = undefined
    reports = undefined
  })
  const listened = () => [...ledger.all()].filter(({ standing }) => standing !== 'dismissed')
  const gather = () => {
    const filters = [...ledger.all()].flatMap((kiosk) => (kiosk.place ? commandsOf(kiosk) : []))
    const prefixes = filters.filter((filter) => filter.endsWith('/#')).map((filter) => filter.slice(0, -1))
    return { exact: new Set(filters.filter((filter) => !filter.endsWith('/#'))), prefixes: new Set(prefixes) }
  }

  const topics = () =>
    listened().flatMap(({ app, place, standing }): KioskFilter[] => {
      if (!place) return []
      const { commands, reports } = kioskTopics(app, place)
      const out = standing === 'known' ? commands.map((filter) => ({ filter, way: 'out' as const })) : []
      return [...out, ...reports.map((filter) => ({ filter, way: 'in' as const }))]
    })

  return {
    topics,
    onTopics: (told) => ledger.onMoved(() => told(topics())),
    kioskTopics(id) {
      const kiosk = ledger.get(id)
      if (kiosk?.standing !== 'known' || !kiosk.place) return undefined
      const { commands, reports } = kioskTopics(kiosk.app, kiosk.place)
      // Without its slash a base runs into the names of its topics: there is no filter for all of them.
      const isWhole = kiosk.app !== 'fully' && kiosk.place.base.endsWith('/')
      return { reads: commands, writes: isWhole ? [`${kiosk.place.base}#`] : reports }
    },
    mayAnnounce(id, component, clientId) {
      const kiosk = ledger.get(id)
      if (kiosk?.standing !== 'known' || !shownToHomeAssistant(kiosk.app, clientId).includes(component)) return false
      if (kiosk.clientId !== undefined) return kiosk.clientId === clientId
      const isTaken = [...ledger.all()].some((one) => one.standing === 'known' && one.clientId === clientId)
      return !isTaken && !announcers.isOfAnother(clientId)
    },
    reportsOf() {
      const filters = (kiosk: Kiosk) => (kiosk.place ? kioskTopics(kiosk.app, kiosk.place).reports : [])
      reports ??= new Map(listened().flatMap((kiosk) => filters(kiosk).map((filter) => [filter, kiosk.id] as const)))
      return reports
    },
    isCommandTopic(topic) {
      if (isUsualCommandTopic(topic)) return true
      commands ??= gather()
      if (commands.exact.has(topic)) return true
      const levels = topic.split('/')
      return levels.some((_, i) => commands?.prefixes.has(`${levels.slice(0, i + 1).join('/')}/`))
    },
  }
}

/** Also of those that were found: nobody may write there before they are taken in either. */
function commandsOf({ app, place }: Kiosk): readonly string[] {
  return place ? kioskTopics(app, place).commands : []
}
