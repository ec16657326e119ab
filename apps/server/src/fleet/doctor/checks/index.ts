import type { Check } from '../check.ts'
import { openAccess, strangers } from './access.ts'
import { page, versionJson, workerScript } from './caching.ts'
import { certificate } from './certificate.ts'
import { baseTopic, kioskLink, kioskReach, launchUrl, silentPage } from './kiosks.ts'
import { mqttLogin, mqttPace, mqttPort, mqttRights, mqttRules, mqttVersion, sameId } from './mqtt.ts'
import { proxy } from './proxy.ts'
import { sameTablet } from './same-tablet.ts'
import { siteBroker } from './site-broker.ts'
import { secureContext, storage, webview, worker } from './tablets.ts'

/** The checks whose findings come from clients that the broker refused, or cut. */
export const REFUSAL_CHECKS = [mqttPort, mqttVersion, mqttLogin, mqttRights, sameId, mqttRules, mqttPace]

/** Every check, in the order in which they are told. */
export const CHECKS: readonly Check[] = [
  openAccess,
  strangers,
  ...REFUSAL_CHECKS,
  sameTablet,
  siteBroker,
  baseTopic,
  kioskLink,
  kioskReach,
  silentPage,
  launchUrl,
  secureContext,
  worker,
  storage,
  webview,
  certificate,
  proxy,
  versionJson,
  workerScript,
  page,
]
