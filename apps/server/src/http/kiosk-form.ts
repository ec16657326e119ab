import { APPS, displayUrl, isBaseTopic, WAYS } from '@relevo/core/kiosk'
import { z } from 'zod'
import { STANDINGS } from '../fleet/kiosks/kiosk.ts'
import { CONFIDENCES, GROUNDS } from '../fleet/kiosks/link.ts'
import { KIOSK_FAULTS, type ListedKiosk } from '../fleet/kiosks/listed-kiosk.ts'
import type { Sighting } from '../fleet/kiosks/sightings.ts'
import { iso, TABLET_ID, TIME } from './forms.ts'
import { LABEL } from './tablet-form.ts'

/** The id of a kiosk: a segment of URLs, and part of the user name its app signs in with. */
export const KIOSK_ID = z.string().regex(/^[\w-]{1,64}$/, 'is not a kiosk id: 1 to 64 of A-Z a-z 0-9 _ -')

const CLAIM = z.object({
  tablet: z.string(),
  confidence: z.enum(CONFIDENCES).describe('`said` by a person, `shown` by the app’s address, or `guessed`'),
  how: z.enum(GROUNDS),
})
const CAN = z.array(z.enum(WAYS))

/** A kiosk on the wire. Its secret is nowhere. */
export const KIOSK = z.object({
  id: z.string(),
  standing: z.enum(STANDINGS),
  app: z.enum(APPS),
  name: z.string().optional(),
  base: z.string().optional().describe('What its topics begin with'),
  device: z.string().optional().describe('The id of a Fully'),
  restUrl: z.string().optional(),
  hasSecret: z.boolean().describe('A password or key is set; it is never shown'),
  clientId: z.string().optional().describe('Its MQTT client id, as it told Home Assistant'),
  foundBy: z.enum(['presence', 'state', 'device-info', 'discovery']).optional(),
  link: CLAIM.extend({ since: TIME }).optional().describe('The tablet that runs in it'),
  claim: CLAIM.optional().describe('The tablet that it shows or is guessed to be that of; the link may say another'),
  conflicts: z.array(z.string()).describe('Other kiosks that are linked to its tablet, or show its page'),
  can: z
    .object({ wake: CAN, reload: CAN, clearCache: CAN, eval: CAN, url: CAN, relaunch: CAN, restart: CAN })
    .describe('Which way each command can go'),
  online: z.boolean().optional().describe('Whether the app is there; it says nothing about the page'),
  state: z.object({
    shows: z.string().optional().describe('The address it shows, without what could be a secret'),
    launchUrl: z.string().optional().describe('The address that is set up in it, without what could be a secret'),
    isScreenOn: z.boolean().optional(),
    battery: z.number().optional().describe('Percent'),
    appVersion: z.string().optional(),
    webView: z.string().optional(),
    ip: z.string().optional(),
    name: z.string().optional().describe('What it calls the device'),
  }),
  faults: z.array(z.enum(KIOSK_FAULTS)).describe('What is wrong with how it is set up'),
  trouble: z.string().optional().describe('Why it did not answer when it was asked last'),
  since: TIME.describe('When it was found or added'),
  lastHeard: TIME.optional(),
})

/** A tablet in some kiosk app that is not known. */
export const UNLINKED = z.object({
  tablet: z.string(),
  app: z.enum(APPS).optional().describe('The app, where its user agent gives it away'),
  chrome: z.string().optional().describe('Version of its WebView'),
  ip: z.string().optional(),
})

const BASE = z
  .string()
  .trim()
  .refine(isBaseTopic, 'is no base topic, such as wallpanel/hall/')
  .describe('As it is set up in the app; a `/` at its end is added')
const SECRET = z
  .string()
  .min(1)
  .max(256)
  .regex(/^\P{Cc}+$/u, 'holds control characters')
  .describe('The password or key that it takes with requests')

/** What is said of a kiosk; `null` takes it back, and what is absent stays. */
export const KIOSK_CHANGE = z.strictObject({
  app: z.enum(APPS).optional(),
  name: LABEL.nullish(),
  base: BASE.nullish(),
  device: z
    .string()
    .regex(/^[\w.-]{1,64}$/, 'is no device id')
    .nullish()
    .describe('Fully’s device id'),
  restUrl: z.string().max(512).nullish().describe('Scheme, host and port, such as http://192.168.1.50:2971'),
  secret: SECRET.nullish(),
})

export const NEW_KIOSK = KIOSK_CHANGE.extend({
  id: KIOSK_ID.optional().describe('Made of its name or base topic when it is left out'),
  app: z.enum(APPS),
})

export const LINK = z.strictObject({ tablet: TABLET_ID })

export function shownKiosk(kiosk: ListedKiosk): z.output<typeof KIOSK> {
  const { place, link, claim, facts, isOnline, since, lastHeard, can, conflicts, faults, ...same } = kiosk
  const { shows, launchUrl, launchUrls: _, isOnline: __, isPro: ___, ...state } = facts
  return {
    ...same,
    ...(place && { base: place.base }),
    ...(place?.device !== undefined && { device: place.device }),
    ...(link && { link: { tablet: link.tablet, confidence: link.confidence, how: link.how, since: iso(link.at) } }),
    ...(claim && { claim }),
    conflicts,
    can,
    ...(isOnline !== undefined && { online: isOnline }),
    state: {
      ...state,
      ...(shows !== undefined && { shows: displayUrl(shows) }),
      ...(launchUrl !== undefined && { launchUrl: displayUrl(launchUrl) }),
    },
    faults,
    since: iso(since),
    ...(lastHeard !== undefined && { lastHeard: iso(lastHeard) }),
  }
}

export function shownSighting({ tablet, app, chrome, ip }: Sighting): z.output<typeof UNLINKED> {
  return {
    tablet,
    ...(app !== undefined && { app }),
    ...(chrome !== undefined && { chrome }),
    ...(ip !== undefined && { ip }),
  }
}
