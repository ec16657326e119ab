import { mayWipeStorage } from '../kiosk/capabilities.ts'
import type { Deed, KioskCommand } from '../kiosk/command.ts'
import type { Why } from './complaint.ts'
import { purgeScript } from './purge-script.ts'
import type { KioskSight, Sight } from './sight.ts'

/**
 * What is tried to bring a tablet back, in this order. `hint`: its page is told to look; `purge`: its page is ordered to
 * forget what it stored; `eval`: the kiosk app runs a script in the page that does so; `url`: the kiosk app loads the app's
 * address; `clearCache`: it empties its cache before; `restart`: it starts anew itself.
 */
export const RUNGS = ['hint', 'purge', 'eval', 'url', 'clearCache', 'restart'] as const

/** One of `RUNGS`. */
export type Rung = (typeof RUNGS)[number]

/**
 * A message of a rung: to the page, or one command to its kiosk app. `letsIn`: the address that is shown is to carry a code which
 * lets the tablet in again, and which is made when it is sent.
 */
export type Message = { do: 'hint' } | { do: 'purge' } | { do: 'kiosk'; command: KioskCommand; letsIn?: true }

/** How long the screen is kept on for a rung, seconds. */
const AWAKE = 120

/** The first rung that makes sense, by what is wrong: who is not heard hears nothing, and who is stuck has heard. */
const FIRST: Record<Why, Rung> = { stale: 'hint', stuck: 'purge', silent: 'eval', elsewhere: 'url' }

/** The first rung for what is wrong. */
export function firstRung(why: Why): Rung {
  return FIRST[why]
}

/** Does it go through the kiosk app? */
export function isNative(rung: Rung): boolean {
  return rung !== 'hint' && rung !== 'purge'
}

/**
 * Do people in front of the tablet notice it? Those are the rungs that light the screen and load the page; they wait for
 * quiet hours to end, and for a release that can be had: what is on the wall after a load into a 502 stays there.
 */
export function isNoticed(rung: Rung): boolean {
  return isNative(rung)
}

/** How often a rung is climbed at most. A command to a kiosk app can be lost, and nobody would know. */
export function mostTries(rung: Rung): number {
  return isNative(rung) ? 2 : 1
}

/** The next rung from this one on that makes sense and can be done; `undefined` at the end of the ladder. */
export function rungFrom(from: Rung, sight: Sight, why: Why): Rung | undefined {
  const start = Math.max(RUNGS.indexOf(from), RUNGS.indexOf(firstRung(why)))
  return RUNGS.slice(start).find((rung) => messagesOf(rung, sight).length > 0)
}

/** The rung to climb next: the same once more where a command may have been lost, else one after it. */
export function nextRung(
  { rung, tries, why }: { rung: Rung; tries: number; why: Why },
  sight: Sight,
): Rung | undefined {
  const from = tries < mostTries(rung) ? rung : RUNGS[RUNGS.indexOf(rung) + 1]
  return from && rungFrom(from, sight, why)
}

/**
 * The messages of a rung, in their order, each with one effect; none when it cannot be done now. Pure.
 *
 * @example messagesOf('url', sight).map((message) => message.do) // ['kiosk', 'kiosk']: wake, then url
 */
export function messagesOf(rung: Rung, { page, kiosk, canPurge, secret }: Sight): readonly Message[] {
  const isThere = page?.isThere === true
  switch (rung) {
    case 'hint':
      return isThere ? [{ do: 'hint' }] : []
    case 'purge':
      return isThere && canPurge ? [{ do: 'purge' }] : []
    case 'eval':
      // What another page stored is none of our business.
      // And a page that came without its secret lives.
      return kiosk?.isElsewhere || secret === 'lost' ? [] : commanded(kiosk, ['eval'], [script(kiosk)])
    case 'url':
      return commanded(kiosk, [], [load(kiosk)], secret === 'lost')
    case 'clearCache': {
      const isToBeLetIn = secret === 'lost' || (secret === 'kept' && kiosk !== undefined && mayWipeStorage(kiosk.app))
      return commanded(kiosk, ['clearCache'], [{ do: 'clearCache' }, load(kiosk)], isToBeLetIn)
    }
    case 'restart':
      return commanded(kiosk, ['restart'], [{ do: 'restart' }])
  }
}

/** Commands to a kiosk app that is not known to be away, after it was woken where it can be; all of them or none. */
function commanded(
  kiosk: KioskSight | undefined,
  needed: readonly Deed[],
  commands: readonly (KioskCommand | undefined)[],
  letsIn = false,
): readonly Message[] {
  // Another tablet's address in the wrong app would make one tablet of two walls.
  if (
    !kiosk ||
    kiosk.guessed !== undefined ||
    kiosk.isOnline === false ||
    !needed.every((deed) => kiosk.can.includes(deed))
  )
    return []
  // Apps drop what reaches them with the screen off, and say nothing.
  const woken: KioskCommand[] = kiosk.can.includes('wake') ? [{ do: 'wake', seconds: AWAKE }] : []
  const all = [...woken, ...commands]
  // Only an address carries a code: without it the page would stay a stranger.
  const isPossible =
    all.every((command) => command !== undefined) && (!letsIn || (kiosk.isSaid && all.at(-1)?.do === 'url'))
  if (!isPossible) return []
  return all.flatMap((command) => {
    if (!command) return []
    return letsIn && command.do === 'url' ? { do: 'kiosk', command, letsIn: true } : { do: 'kiosk', command }
  })
}

/** How the kiosk app comes to show the app: at its address, else at the one that is set up in it, else as it is. */
function load(kiosk: KioskSight | undefined): KioskCommand | undefined {
  if (!kiosk) return undefined
  const { can, address, isElsewhere } = kiosk
  if (can.includes('url') && address !== undefined) return { do: 'url', url: address }
  if (can.includes('relaunch')) return { do: 'relaunch' }
  return can.includes('reload') && !isElsewhere ? { do: 'reload' } : undefined
}

function script(kiosk: KioskSight | undefined): KioskCommand {
  return { do: 'eval', script: purgeScript(kiosk?.address) }
}
