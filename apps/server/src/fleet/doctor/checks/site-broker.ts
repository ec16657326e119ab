import { type Check, foundOr, type Outcome, unmeasured, well } from '../check.ts'

export const siteBroker: Check = {
  id: 'site-broker',
  finds: 'a site’s broker that is away, or whose ACL refuses this server',
  why: 'Hints, kiosk commands and Home Assistant go by it; pages poll all the same.',
  do: 'Put right what the message says: address, user, certificate, or the rights of this server’s user in the broker’s ACL.',
  look({ siteBroker: site }) {
    if (!site) return unmeasured('No broker of the site is configured.')
    const away: Outcome[] = site.isUp
      ? []
      : [
          {
            verdict: 'found',
            subject: 'site broker',
            message: `The site’s broker is away: ${site.reason ?? 'it is being joined'}.`,
          },
        ]
    const refused: Outcome[] = site.refusals.map(({ what, topic, reason }) => ({
      verdict: 'found',
      subject: topic,
      message: `The site’s broker does not let this server ${what} ${topic}: ${reason}.`,
    }))
    return foundOr([...away, ...refused], well('The site’s broker is there, and refuses this server nothing.'))
  },
}
