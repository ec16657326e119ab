import { type Fields, fields, moment, numberOf, objectOf, some, strange, word } from './read-fields.ts'

/** A row of `GET /api/kiosks`. */
export interface KioskRow {
  id: string
  standing: string
  app: string
  name?: string
  base?: string
  device?: string
  restUrl?: string
  hasSecret: boolean
  /** The tablet that runs in it, how sure that is, and by what. */
  link?: Claim
  claim?: Claim
  conflicts: string[]
  /** Which way each command can go. */
  can: Record<string, string[]>
  online?: boolean
  state: {
    shows?: string
    launchUrl?: string
    isScreenOn?: boolean
    battery?: number
    appVersion?: string
    webView?: string
    ip?: string
  }
  faults: string[]
  trouble?: string
  lastHeard?: string | number
}

interface Claim {
  tablet?: string
  confidence?: string
  how?: string
}

/** @throws RelevoError `internal`: the server does not speak as documented */
export function readKiosk(row: unknown): KioskRow {
  const kiosk = fields('api/kiosks', row)
  const { id, app, online } = kiosk
  if (typeof id !== 'string' || typeof app !== 'string') throw strange('api/kiosks')
  return {
    id,
    app,
    standing: word(kiosk.standing) ?? '',
    hasSecret: kiosk.hasSecret === true,
    conflicts: words(kiosk.conflicts),
    can: Object.fromEntries(Object.entries(objectOf(kiosk.can) ?? {}).map(([deed, ways]) => [deed, words(ways)])),
    state: readState(objectOf(kiosk.state) ?? {}),
    faults: words(kiosk.faults),
    ...some({
      name: word(kiosk.name),
      base: word(kiosk.base),
      device: word(kiosk.device),
      restUrl: word(kiosk.restUrl),
      link: readClaim(kiosk.link),
      claim: readClaim(kiosk.claim),
      online: typeof online === 'boolean' ? online : undefined,
      trouble: word(kiosk.trouble),
      lastHeard: moment(kiosk.lastHeard),
    }),
  }
}

function readClaim(value: unknown): Claim | undefined {
  const claim = objectOf(value)
  return claim && some({ tablet: word(claim.tablet), confidence: word(claim.confidence), how: word(claim.how) })
}

function readState(state: Fields): KioskRow['state'] {
  const { isScreenOn } = state
  return some({
    shows: word(state.shows),
    launchUrl: word(state.launchUrl),
    isScreenOn: typeof isScreenOn === 'boolean' ? isScreenOn : undefined,
    battery: numberOf(state.battery),
    appVersion: word(state.appVersion),
    webView: word(state.webView),
    ip: word(state.ip),
  })
}

function words(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
