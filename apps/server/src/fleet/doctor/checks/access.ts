import { type Check, foundOr, type Outcome, unmeasured, well } from '../check.ts'

export const openAccess: Check = {
  id: 'open-access',
  finds: 'a server that lets anybody report as any tablet',
  why: 'Whoever is in the network can report in a tablet’s name, and fill the fleet with tablets that there are not.',
  do: 'Enrol the tablets, then set RELEVO_ACCESS=enrolled.',
  look({ access }) {
    if (!access) return unmeasured('This server does not say who may come in.')
    if (access.mode === 'enrolled') return [well('Only tablets that are enrolled are heard.')]
    return [{ verdict: 'found', message: 'Access is open: RELEVO_ACCESS=open.' }]
  },
}

export const strangers: Check = {
  id: 'strangers',
  finds: 'a tablet that checks in and is not enrolled',
  why: 'It gets the app, and nothing that it reports is heard: it is in no list and takes part in no deployment.',
  do: 'Enrol it: with a code from the dashboard or `relevo enrol-code`, or with the site key in the app.',
  look({ access }) {
    if (!access) return unmeasured('This server does not say who may come in.')
    if (access.mode === 'open') return unmeasured('Access is open: nobody is a stranger.')
    return foundOr(
      access.strangers.map(({ tablet, address, hadSecret, lastSeen }): Outcome => {
        const what = hadSecret ? 'with a secret that is good no more' : 'without a secret'
        const when = new Date(lastSeen).toISOString()
        return {
          verdict: 'found',
          subject: tablet,
          message: `${tablet} at ${address} checks in ${what}, last at ${when}.`,
        }
      }),
      well('Nobody checks in who is not enrolled.'),
    )
  },
}
