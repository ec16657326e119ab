import type { TabletCode } from '@relevo/core/errors'
import type { Engine, Version } from '@relevo/core/release'
import type { Connection } from '../mqtt/connections.ts'
import type { Refusal } from '../mqtt/refusals.ts'
import type { StrangeProxy } from './strange-proxies.ts'

/** Everything the checks look at. What is absent was not measured, and nothing is said about it. */
export interface Evidence {
  /** Milliseconds since the epoch, as all times here. */
  at: number
  tablets: readonly SeenTablet[]
  /** Absent where clients do not come to this server’s own broker. */
  broker?: { refusals: readonly Refusal[]; connections: readonly Connection[] }
  /** Absent where none is configured. */
  siteBroker?: SiteBrokerEvidence
  kiosks?: KioskEvidence
  /** Who may come in, and who stands before the door. */
  access?: { mode: 'enrolled' | 'open'; strangers: readonly StrangerEvidence[] }
  /** Whose word about where tablets are is not taken. */
  strangeProxies?: readonly StrangeProxy[]
  home: HomeEvidence
}

/** A tablet that has reported. */
export interface SeenTablet {
  id: string
  isOnline: boolean
  lastSeen: number
  /** Why it has no worker that stores releases. */
  withoutWorker?: TabletCode
  engine?: Engine
  /** What the release that it should run needs of a browser and this one has not; absent when nothing is known to be missing. */
  missing?: string
  /** Does the release that it should run say which engines it needs? */
  isEngineKnown: boolean
}

/** The line to the site’s broker. */
export interface SiteBrokerEvidence {
  isUp: boolean
  /** Version of MQTT it is spoken to in. */
  protocol?: '5' | '3.1.1'
  /** Why it is not there, in plain words. */
  reason?: string
  /** What it did not let this server read or write. */
  refusals: readonly { what: 'read' | 'write'; topic: string; reason: string }[]
}

/** The kiosk apps around the tablets. */
export interface KioskEvidence {
  known: readonly SeenKiosk[]
  /** Tablets that run in a kiosk app nobody knows of. */
  unlinked: readonly { tablet: string; app?: string }[]
}

/** A kiosk app. */
export interface SeenKiosk {
  id: string
  app: string
  /** It gave itself away, and nobody has taken it in yet. */
  isFound: boolean
  base?: string
  /** What is wrong with its base topic: `no-slash`, `leading-slash`, `default`, `no-name`, `shared`. */
  faults: readonly string[]
  /** The tablet that runs in it. */
  tablet?: string
  /** Other kiosks of the same tablet. */
  conflicts: readonly string[]
  isOnline?: boolean
  /** How many addresses are set up in it as launch URL; absent where it does not tell. */
  launchUrls?: number
  /** Why it did not answer. */
  trouble?: string
}

/** Somebody who checks in and is not let in. */
export interface StrangerEvidence {
  tablet: string
  address: string
  hadSecret: boolean
  lastSeen: number
}

/** What this server looks like from outside, by its public address. */
export type HomeEvidence =
  /** Nobody said what its address is. */
  | { phase: 'unknown' }
  /** Nobody wanted to know how it looks. */
  | { phase: 'skipped'; url: string }
  | {
      phase: 'probed'
      url: string
      /** Absent where the address is not https, or nothing came about. */
      certificate?: Certificate
      page: Fetched
      versionJson: Fetched
      /** Absent where the current release has none. */
      worker?: Fetched
      /** What this server itself answers there; absent while nothing is current. */
      expected: { version?: Version; workerSha256?: string }
    }

/** A certificate as it was shown. */
export interface Certificate {
  /** Why it is not trusted; absent when it is. */
  trouble?: string
  /** ms since the epoch. */
  validTo: number
}

/** What came of fetching a file twice: the second answer, which a cache may have given. */
export type Fetched =
  | { url: string; failed: string }
  | {
      url: string
      status: number
      /** By lower-case name. */
      headers: Readonly<Record<string, string>>
      text: string
      sha256: string
    }
