import { APPS, type App } from './app.ts'
import { DEEDS, type Deed } from './command.ts'

/** How an app is spoken to: over the site's broker, or by a request to the tablet itself. */
export const WAYS = ['mqtt', 'rest'] as const

export type Way = (typeof WAYS)[number]

/** `true`, or why not. */
type Capability = true | string

const ALL: Record<Deed, Capability> = {
  wake: true,
  reload: true,
  clearCache: true,
  eval: true,
  url: true,
  relaunch: true,
  restart: true,
}

const WALLPANEL: Record<Deed, Capability> = {
  ...ALL,
  restart: 'it has no command that ends the app; its `relaunch` only loads the launch URL again',
}

const FREEKIOSK: Record<Deed, Capability> = {
  ...ALL,
  relaunch: 'it has no command that shows the address set up in it; `url` shows any',
}

const FULLY_REST: Record<Deed, Capability> = {
  ...ALL,
  eval: 'no command that its vendor documents runs a script in the page',
}

/** The same reason for everything. */
function none(why: string): Record<Deed, Capability> {
  return Object.fromEntries(DEEDS.map((deed) => [deed, why])) as Record<Deed, Capability>
}

const UNKNOWN = none('nothing is known of this app but that it shows the page')

/**
 * What each app can be told, and over which way. Sources: TheTimeWalker/wallpanel-android and alx-uta/wallpanel-android
 * (`WallPanelService.processCommand`), RushB-fr/freekiosk (`docs/MQTT.md`, `docs/rest-api.md`), the REST commands of Fully
 * Kiosk as cgarwood/python-fullykiosk has them, and Acgua/ioBroker.fully-mqtt for its MQTT.
 */
const CAPABILITIES: Record<App, Record<Way, Record<Deed, Capability>>> = {
  wallpanel: { mqtt: WALLPANEL, rest: WALLPANEL },
  'wallpanel-pro': { mqtt: ALL, rest: ALL },
  fully: { mqtt: none('it publishes over MQTT, and hears nothing there'), rest: FULLY_REST },
  freekiosk: { mqtt: FREEKIOSK, rest: FREEKIOSK },
  generic: { mqtt: UNKNOWN, rest: UNKNOWN },
}

/**
 * Why an app cannot be told something over a way; `undefined` when it can.
 *
 * @example whyNot('wallpanel', 'mqtt', 'restart') // 'it has no command that ends the app; …'
 */
export function whyNot(app: App, way: Way, deed: Deed): string | undefined {
  const capability = CAPABILITIES[app][way][deed]
  return capability === true ? undefined : capability
}

/** What an app can be told over at least one of these ways. */
export function deedsOf(app: App, ways: readonly Way[]): ReadonlySet<Deed> {
  return new Set(DEEDS.filter((deed) => ways.some((way) => whyNot(app, way, deed) === undefined)))
}

/**
 * Apps whose `clearCache` takes what the page stored with it: its id, and the secret it signs in with. FreeKiosk's always
 * does. WallPanel Pro's does with its Gecko engine, and it says nowhere which engine it has.
 */
const WIPES: readonly App[] = ['freekiosk', 'wallpanel-pro']

/** May an app's `clearCache` take what the page stored with it? */
export function mayWipeStorage(app: App): boolean {
  return WIPES.includes(app)
}

/** The apps that can be told something, for whoever asks the wrong one. */
export function appsThatCan(deed: Deed): readonly App[] {
  return APPS.filter((app) => deedsOf(app, WAYS).has(deed))
}
