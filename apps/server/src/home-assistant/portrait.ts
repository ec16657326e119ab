import type { Deed } from '@relevo/core/kiosk'
import type { Version } from '@relevo/core/release'
import { stuckBefore } from '../fleet/stuck.ts'
import { isOnline, type Tablet } from '../fleet/tablet.ts'

/** The kiosk app a tablet runs in, as far as Home Assistant is shown it. */
export interface PanelKiosk {
  can: ReadonlySet<Deed>
  /** Absent while it is not known. */
  isOnline?: boolean
  /** The id of the device that the app itself announces, such as `wallpanel_lobby`. */
  identifier?: string
}

/** Everything Home Assistant is told of one tablet. */
export interface Portrait {
  tablet: string
  /** What people call it. */
  name: string
  /** Home Assistant suggests an area of this name. */
  area?: string
  environment: string
  release: Version
  /** The release it should run; the one it has where nothing else is wanted. */
  desired: Version
  /** What is said of that one. */
  notes: string
  phase: Tablet['phase']
  target?: Version
  progress?: number
  /** Its own error, or what keeps it from its release. */
  problem?: string
  detail?: string
  /** Somebody has to do something. */
  needsHands: boolean
  isOnline: boolean
  /** Milliseconds since the epoch. */
  lastSeen: number
  kiosk?: PanelKiosk
}

/** What a portrait is drawn from. */
export interface Sitter {
  tablet: Tablet
  card: { name?: string; group?: string }
  desired: Version | undefined
  /** Of the release that it should run. */
  notes: string | undefined
  /** Why a person has to go there, where nothing helps from afar. */
  needsHands?: string | undefined
  kiosk?: PanelKiosk | undefined
  /** Milliseconds between two polls. */
  poll: number
  at: number
}

/** Phases in which the tablet's error is what is wrong now; in all others it is history. */
const TROUBLED: readonly Tablet['phase'][] = ['backing_off', 'rolled_back', 'stuck']

/** Draw a tablet for Home Assistant. Pure. */
export function portraitOf({ tablet, card, desired, notes, needsHands, kiosk, poll, at }: Sitter): Portrait {
  const { id, environment, release, phase, target, progress, error, lastSeen } = tablet
  const stuck = stuckBefore(tablet.stuck, desired)
  const isTroubled = TROUBLED.includes(phase) && error !== undefined && (error.target ?? desired) === desired
  const problem = needsHands === undefined ? (stuck?.code ?? (isTroubled ? error.code : undefined)) : 'needs-hands'
  const detail = needsHands ?? stuck?.detail ?? (isTroubled ? error.detail : undefined)
  const wanted = desired ?? release
  return {
    tablet: id,
    name: card.name ?? id,
    ...(card.group !== undefined && { area: card.group }),
    environment,
    release,
    desired: wanted,
    notes: wanted === release ? '' : (notes ?? ''),
    phase,
    ...(target !== undefined && { target }),
    ...(progress !== undefined && { progress }),
    ...(problem === undefined ? stuck && { problem: 'stuck' } : { problem }),
    ...(detail !== undefined && { detail }),
    needsHands: needsHands !== undefined || stuck !== undefined,
    isOnline: isOnline(tablet, poll, at),
    lastSeen,
    ...(kiosk && { kiosk }),
  }
}
