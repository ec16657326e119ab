import type { KioskFacts } from '@relevo/core/kiosk'
import type { KioskEvidence, SeenKiosk, SiteBrokerEvidence, StrangerEvidence } from '../fleet/doctor/evidence.ts'
import type { EvidenceSources } from '../fleet/doctor/ports.ts'
import type { StrangeProxies } from '../fleet/doctor/strange-proxies.ts'
import type { Kiosks } from '../fleet/kiosks/kiosks.ts'
import type { Connections } from '../fleet/mqtt/connections.ts'
import type { Refusals } from '../fleet/mqtt/refusals.ts'

/** Who knows what the doctor asks for. */
interface Witnesses {
  kiosks: Pick<Kiosks, 'list' | 'unlinked'>
  /** Who may come in. */
  enrolment?: { mode: 'enrolled' | 'open'; strangers(): readonly StrangerEvidence[] }
  strangeProxies?: Pick<StrangeProxies, 'list'>
  /** Absent where this server has none of its own. */
  own?: { connections: Connections; refusals: Pick<Refusals, 'list'> }
  /** Absent where the site has none. */
  site?: { state(): SiteState }
}

/** How the line to the site’s broker stands. */
interface SiteState {
  line:
    | { phase: 'up'; protocol: '5' | '3.1.1' }
    | { phase: 'waiting' | 'connecting'; trouble?: { reason: string } }
    | { phase: 'stopped' }
  refusals: SiteBrokerEvidence['refusals']
}

/** What the doctor looks at, from those who know. */
export function evidenceOf({ own, site, kiosks, enrolment, strangeProxies }: Witnesses): EvidenceSources {
  return {
    broker: () => own && { refusals: own.refusals.list(), connections: own.connections.list() },
    siteBroker: () => site && siteEvidence(site.state()),
    kiosks: () => kioskEvidence(kiosks),
    access: () => enrolment && { mode: enrolment.mode, strangers: enrolment.strangers() },
    strangeProxies: () => strangeProxies?.list(),
  }
}

function siteEvidence({ line, refusals }: SiteState): SiteBrokerEvidence {
  const reason = line.phase === 'waiting' || line.phase === 'connecting' ? line.trouble?.reason : undefined
  return {
    isUp: line.phase === 'up',
    ...(line.phase === 'up' && { protocol: line.protocol }),
    ...(reason !== undefined && { reason }),
    refusals,
  }
}

function kioskEvidence(kiosks: Pick<Kiosks, 'list' | 'unlinked'>): KioskEvidence {
  return {
    known: kiosks.list().map(({ id, app, standing, place, faults, link, conflicts, isOnline, facts, trouble }) => ({
      id,
      app,
      isFound: standing === 'found',
      ...(place && { base: place.base }),
      faults,
      ...(link && { tablet: link.tablet }),
      conflicts,
      ...(isOnline !== undefined && { isOnline }),
      ...launchUrlsOf(facts),
      ...(trouble !== undefined && { trouble }),
    })),
    unlinked: kiosks.unlinked(),
  }
}

/** A kiosk that tells its launch URL tells how many there are only where they are several. */
function launchUrlsOf({ launchUrl, launchUrls }: KioskFacts): Pick<SeenKiosk, 'launchUrls'> {
  if (launchUrls !== undefined) return { launchUrls }
  return launchUrl === undefined ? {} : { launchUrls: 1 }
}
