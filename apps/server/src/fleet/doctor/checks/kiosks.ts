import { type Check, foundOr, type Outcome, unmeasured, well } from '../check.ts'
import type { Evidence, SeenKiosk } from '../evidence.ts'

const FAULTS: Record<string, string> = {
  'no-slash': 'does not end in /, so that it runs into the names of its topics',
  'leading-slash': 'begins with /, which makes an empty level of its own',
  default: 'is the one that every new WallPanel has, so that two cannot be told apart',
  'no-name': 'has no name of the device in it',
}

/** Is it one whose base topic is known? */
const hasBase = ({ base }: SeenKiosk) => base !== undefined

export const baseTopic: Check = {
  id: 'base-topic',
  finds: 'a kiosk app whose base topic does not end in `/`, or is the one that all begin with',
  why: 'Apps put the base topic before their topics as it is: with `wallpanel/hall` one hears `wallpanel/hallcommand`, and no command ever.',
  do: 'End the base topic in the app with `/`, and give each device one of its own, such as wallpanel/hall/.',
  look(evidence) {
    const based = (evidence.kiosks?.known ?? []).filter(hasBase)
    const faulty = based.flatMap(({ id, base, faults }) =>
      faults.flatMap((fault): Outcome[] => {
        const what = FAULTS[fault]
        return what === undefined ? [] : [{ verdict: 'found', subject: id, message: `The base topic ${base} ${what}.` }]
      }),
    )
    const run = runInto(evidence)
    if (faulty.length + run.length === 0 && based.length === 0)
      return unmeasured('No kiosk app with a base topic is known.')
    return foundOr([...faulty, ...run], well(`Every base topic is in order: ${based.length}.`))
  },
}

/** Refused clients that want a topic a base topic has run into. */
function runInto({ broker }: Evidence): Outcome[] {
  const wanted = (broker?.refusals ?? []).filter(({ reason, detail = '' }) => {
    const isTopic = reason === 'may-not-subscribe' || reason === 'may-not-publish'
    return isTopic && /[^/](?:command|connection|state)$/.test(detail)
  })
  return wanted.map(({ clientId, address, detail }) => ({
    verdict: 'found',
    subject: clientId ?? address,
    message: `${clientId ?? address} wants ${detail}: its base topic does not end in /.`,
  }))
}

export const launchUrl: Check = {
  id: 'launch-url',
  finds: 'a kiosk app with a list of addresses (a playlist) as its launch URL',
  why: 'It leaves the page by itself in the middle of whatever happens, and `relaunch` does not bring it back.',
  do: 'Set a single address in the app.',
  look({ kiosks }) {
    const telling = (kiosks?.known ?? []).filter(({ launchUrls }) => launchUrls !== undefined)
    if (telling.length === 0) return unmeasured('No kiosk app has told its launch URL; WallPanel never does.')
    const lists = telling.filter(({ launchUrls = 1 }) => launchUrls > 1)
    return foundOr(
      lists.map(({ id }) => ({
        verdict: 'found',
        subject: id,
        message: 'Its launch URL is a list of several addresses.',
      })),
      well(`Launch URLs that are told are single addresses: ${telling.length}.`),
    )
  },
}

export const kioskLink: Check = {
  id: 'kiosk-link',
  finds: 'a kiosk app that is linked to no tablet, waits to be taken in, or shares its tablet with another',
  why: 'Nothing can be done to a page that hangs: a command reaches nobody, or the wrong wall.',
  do: 'Take it in and link it on the dashboard, or with `relevo kiosk link`; or put `?tablet=<id>` into its launch URL.',
  look({ kiosks }) {
    if (!kiosks || (kiosks.known.length === 0 && kiosks.unlinked.length === 0))
      return unmeasured('No kiosk app is known, and no tablet runs in one as far as is known.')
    const found = kiosks.known.flatMap(({ id, app, isFound, tablet, conflicts }): Outcome[] => {
      if (isFound)
        return [{ verdict: 'found', subject: id, message: `A ${app} gave itself away, and nobody has taken it in.` }]
      if (tablet === undefined)
        return [{ verdict: 'found', subject: id, message: `This ${app} is linked to no tablet.` }]
      if (conflicts.length === 0) return []
      const message = `It is linked to ${tablet}, and so is, or claims to be, ${conflicts.join(', ')}.`
      return [{ verdict: 'found', subject: id, message }]
    })
    const unlinked = kiosks.unlinked.map(({ tablet, app }): Outcome => {
      const what = app === undefined ? 'a WebView' : `a ${app}`
      return { verdict: 'found', subject: tablet, message: `It runs in ${what} that nobody knows of.` }
    })
    return foundOr([...found, ...unlinked], well(`Every kiosk app has its tablet: ${kiosks.known.length}.`))
  },
}

export const kioskReach: Check = {
  id: 'kiosk-reach',
  finds: 'a kiosk app that does not answer',
  why: 'It is asked over its REST interface, which is off by default, has a password, or is not reached from here.',
  do: 'Switch the interface on in the app, and enter its address and password with the kiosk.',
  look({ kiosks }) {
    const ours = (kiosks?.known ?? []).filter(({ isFound }) => !isFound)
    const asked = ours.filter(({ trouble, isOnline }) => trouble !== undefined || isOnline !== undefined)
    if (asked.length === 0) return unmeasured('No kiosk app has been heard or asked.')
    return foundOr(
      asked.flatMap(({ id, trouble }): Outcome[] =>
        trouble === undefined ? [] : [{ verdict: 'found', subject: id, message: `It did not answer: ${trouble}.` }],
      ),
      well(`Kiosk apps that were heard or asked answer: ${asked.length}.`),
    )
  },
}

export const silentPage: Check = {
  id: 'silent-page',
  finds: 'a kiosk app that is online while its page is silent',
  why: '“Online” says that the app is connected. Its page may be blank: WallPanel never makes a new WebView when Android has ended one.',
  do: 'Restart the app: by `restart` where it can, else at the tablet. Make it the Home app, so that Android does not end it.',
  look({ kiosks, tablets }) {
    const byId = new Map(tablets.map((tablet) => [tablet.id, tablet]))
    const online = (kiosks?.known ?? []).flatMap(({ id, isOnline, tablet = '' }) => {
      const page = byId.get(tablet)
      return isOnline && page ? [{ id, page }] : []
    })
    if (online.length === 0) return unmeasured('No kiosk app that is linked to a tablet says that it is online.')
    return foundOr(
      online.flatMap(({ id, page }): Outcome[] => {
        const since = new Date(page.lastSeen).toISOString()
        const message = `The app says that it is online, and the page in it, ${page.id}, has been silent since ${since}.`
        return page.isOnline ? [] : [{ verdict: 'found', subject: id, message }]
      }),
      well(`Pages of kiosk apps that are online are heard: ${online.length}.`),
    )
  },
}
