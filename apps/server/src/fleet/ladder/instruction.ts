import type { Climb, HandsReason, LadderState } from '@relevo/core/ladder'

/** What is so, and what a person is to do about it. */
export interface Instruction {
  text: string
  advice: string
}

type AtTheEnd = LadderState & { phase: 'needs-hands' }

/** What a person is to do, by the reason. */
const ADVICE: Record<HandsReason, (tablet: string, kiosk: string) => string> = {
  'page-silent': (tablet) =>
    `Open the kiosk app on ${tablet}: its browser has probably crashed, or shows an error. If it stays blank, restart the device.`,
  'page-elsewhere': (tablet) =>
    `Look what ${tablet} shows, and set the start address of its kiosk app to that of the app.`,
  'stays-old': (tablet) =>
    `Look at the page on ${tablet} and load it anew there; check that no proxy or cache still serves the old release to it.`,
  'stays-stuck': (tablet) => `Look up the code in docs/errors.md, and clear the site data of the app on ${tablet}.`,
  'engine-too-old': (tablet) =>
    `Update Android System WebView (or the browser) on ${tablet}, or build the release for older engines.`,
  'no-kiosk': (tablet) =>
    `Load the page on ${tablet} anew by hand. With its kiosk app linked (\`relevo kiosk link\`) the server could do it.`,
  'kiosk-guessed': (tablet, kiosk) =>
    `Kiosk ${kiosk} may be the one of ${tablet}: confirm the link (\`relevo kiosk link ${kiosk} ${tablet}\`), and the server goes on by itself.`,
  'kiosk-offline': (tablet) =>
    `Start the kiosk app on ${tablet}, and look why it has lost the broker: Wi-Fi, address and password of the broker.`,
  'kiosk-unreachable': (tablet) =>
    `Look why the kiosk app on ${tablet} takes no command (\`relevo doctor\`), and load the page there by hand.`,
  'kiosk-cannot': (tablet) =>
    `Load the page on ${tablet} anew by hand. Its kiosk app, as it is set up, can be told nothing that would help.`,
  'not-let-in': (tablet) =>
    `Let ${tablet} in again: its page has lost its secret. Make a code (\`relevo enrol-code --tablet ${tablet}\`), and open the address with it there.`,
  'budget-spent': (tablet) =>
    `Look at ${tablet}: it comes back and falls out again, or never came. \`relevo ladder ${tablet} climb\` begins anew tomorrow.`,
}

/**
 * The instruction at the end of a ladder, in English. Pure.
 *
 * @example instructionFor('lobby-1', state).text // 'lobby-1 was heard last at 2026-03-01 14:02 UTC, while its kiosk app (fully) is online; last rung: clearCache.'
 */
export function instructionFor(tablet: string, state: AtTheEnd): Instruction {
  const { last, seen } = state
  const app = seen.app === undefined ? '' : ` (${seen.app})`
  const shows = seen.shows === undefined ? '' : ` It shows ${seen.shows}.`
  const rung = last === undefined ? 'nothing could be tried' : `last rung: ${last}`
  return {
    text: `${tablet} ${soFar(state, app)}; ${rung}.${shows}`,
    advice: ADVICE[state.reason](tablet, seen.guessed ?? ''),
  }
}

function soFar({ why, code, desired, seen }: AtTheEnd, app: string): string {
  const heard = seen.heardAt === undefined ? 'was never heard' : `was heard last at ${moment(seen.heardAt)}`
  switch (why) {
    case 'silent':
      return `${heard}, while its kiosk app${app} is online`
    case 'elsewhere':
      return `${heard}, and its kiosk app${app} shows another address`
    case 'stuck':
      return `is stuck on the way to ${desired}${code === undefined ? '' : ` (${code})`}`
    case 'stale':
      return `reports ${seen.release} instead of ${desired}`
  }
}

function moment(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** What is wrong, for the log. */
export function complaintOf({ why, code, desired }: Climb): Record<string, string> {
  return { why, ...(code !== undefined && { code }), desired }
}
