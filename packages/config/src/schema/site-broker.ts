import { z } from 'zod'
import type { SiteBrokerConfig } from '../config.ts'
import { type Form, oneOf, text } from '../forms.ts'
import { setting } from '../setting.ts'

const SCHEMES = ['mqtt:', 'mqtts:', 'ws:', 'wss:']

const BROKER_ADDRESS: Form<z.ZodString> = {
  schema: z.string().refine(isBrokerAddress),
  must: 'an address that begins with mqtt://, mqtts://, ws:// or wss://, without ? and #',
}

function isBrokerAddress(address: string): boolean {
  if (!/^\w+:\/\/[^\s?#]+$/.test(address) || !URL.canParse(address)) return false
  const { protocol, hostname, pathname, username, password } = new URL(address)
  const hasPath = !['', '/'].includes(pathname)
  const isLegal = hostname !== '' && isEncoded(username) && isEncoded(password)
  // A path says something only where HTTP comes first.
  return SCHEMES.includes(protocol) && isLegal && (!hasPath || protocol.startsWith('ws'))
}

function isEncoded(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

/** The broker the house already has. Absent = this server's own is all there is. */
export const SITE_BROKER = z
  .strictObject({
    url: setting(BROKER_ADDRESS, {
      variable: 'MQTT_URL',
      means: "address of the site's own broker; its port is 1883, 8883 with `mqtts`, 80 with `ws`, 443 with `wss`",
      usual: 'none: the broker of this server is all there is',
      do: 'Write it like mqtts://broker.example:8883, or ws://broker.example:9001/mqtt.',
    }),
    mode: setting(oneOf(['bridge', 'instead']), {
      variable: 'MQTT_MODE',
      means: "`bridge`: pages speak to this server's broker, and it to the site's; `instead`: everybody to the site's",
      do: 'Use bridge, or instead where every page can reach the broker itself.',
    }).prefault('bridge'),
    user: setting(text('a user name'), {
      variable: 'MQTT_USER',
      means: 'user name of this server there',
      usual: 'none, or the one in the address',
      do: 'Make a user of its own for this server; docs/site-broker.md has its rights.',
    }).exactOptional(),
    password: setting(text('a password'), {
      variable: 'MQTT_PASSWORD',
      means: 'its password',
      usual: 'none, or the one in the address',
      do: 'Copy it from the password file of the broker.',
      hide: 'secret',
    }).exactOptional(),
    ca: setting(text('the path of a PEM file'), {
      variable: 'MQTT_CA',
      means: 'PEM file of the authorities that may have signed the certificate of the broker',
      usual: 'those that Node trusts',
      do: 'Name the file with the certificate of your authority, or leave it out.',
    }).exactOptional(),
    cert: setting(text('the path of a PEM file'), {
      variable: 'MQTT_CERT',
      means: 'PEM file of the client certificate, where the broker wants one',
      usual: 'none',
      do: 'Name it together with its key.',
    }).exactOptional(),
    key: setting(text('the path of a PEM file'), {
      variable: 'MQTT_KEY',
      means: 'PEM file of its key, without a passphrase',
      usual: 'none',
      do: 'Name it together with the certificate.',
    }).exactOptional(),
    protocol: setting(oneOf(['auto', '5', '3.1.1']), {
      variable: 'MQTT_PROTOCOL',
      means: 'version of MQTT; `auto`: 5, and 3.1.1 where that is refused',
      do: 'Use auto, or name the only one that the broker lets through.',
    }).prefault('auto'),
  })
  .refine(({ cert, key }) => (cert === undefined) === (key === undefined), {
    params: { must: 'one that has both cert and key (MQTT_CERT, MQTT_KEY), or neither' },
  })
  .refine(({ url, ca, cert }) => /^(?:mqtts|wss):/.test(url) || (ca ?? cert) === undefined, {
    params: { must: 'one whose address begins with mqtts:// or wss:// when it has certificates (MQTT_CA, MQTT_CERT)' },
  })
  .refine(({ url, user, password }) => !isSignedIn(url) || (user ?? password) === undefined, {
    params: {
      must: 'one whose address has no user when user or password are set beside it (MQTT_USER, MQTT_PASSWORD)',
    },
  })
  .refine((broker) => broker.password === undefined || broker.user !== undefined || isSignedIn(broker.url), {
    params: { must: 'one that has a user when it has a password (MQTT_USER, MQTT_PASSWORD)' },
  })
  .refine(({ url }) => !hasPasswordAlone(url), {
    params: { must: 'one whose address has a user when it has a password' },
  })
  .transform(signedIn)

const isSignedIn = (url: string) => URL.canParse(url) && new URL(url).username + new URL(url).password !== ''
const hasPasswordAlone = (url: string) => isSignedIn(url) && new URL(url).username === ''

/** User and password out of the address, so that it can be shown. */
function signedIn({ url, ...broker }: SiteBrokerConfig): SiteBrokerConfig {
  const bare = new URL(url)
  const { username, password } = bare
  bare.username = ''
  bare.password = ''
  return {
    url: bare.href.replace(/\/$/, ''),
    ...broker,
    ...(username !== '' && { user: decodeURIComponent(username) }),
    ...(password !== '' && { password: decodeURIComponent(password) }),
  }
}
