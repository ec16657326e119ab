import { isIP } from 'node:net'
import { DEFAULT_PREFIX } from '@relevo/core/protocol'
import { z } from 'zod'
import { ACCESS, LOG_LEVELS } from '../choices.ts'
import { type Form, HTTP_ADDRESS, listOf, oneOf, text, whole } from '../forms.ts'
import { setting } from '../setting.ts'

/** First segments of paths that are the server's own. */
const OWN_PATHS = ['api', 'config', 'dashboard', 'health', 'mqtt', 'releases']

const BASE: Form<z.ZodString> = {
  schema: z.string().refine(isFreePath),
  must: `a path that starts and ends with a slash and is none of the server's own (${OWN_PATHS.join(', ')})`,
}

function isFreePath(path: string): boolean {
  const [first = ''] = path.slice(1).split('/')
  return /^\/(?:[A-Za-z0-9._~-]+\/)*$/.test(path) && !OWN_PATHS.includes(first)
}

const WHOLE_PORT = whole(0, 65_535)

const MQTT_PORT = {
  schema: z.union([WHOLE_PORT.schema, z.literal('auto')]),
  must: `${WHOLE_PORT.must}, or auto`,
  fromText: (text: string) => (text === 'auto' ? text : WHOLE_PORT.fromText?.(text)),
}

const PUBLIC_URL = {
  schema: HTTP_ADDRESS.schema.refine((url) => !/[?#@]/.test(url)).transform((url) => url.replace(/\/+$/, '')),
  must: `${HTTP_ADDRESS.must}, without a password, ? and #`,
}

/** The widest networks of proxies, in bits of their prefix: wider ones are a slip. */
const WIDEST = { 4: 8, 6: 32 }

const PROXY: Form<z.ZodString> = { schema: z.string().refine(isProxy), must: 'a proxy' }

function isProxy(text: string): boolean {
  const [, address = '', bits] = /^([\d.]+|(?!::ffff:)[\da-f:]+)(?:\/([1-9]\d{0,2}))?$/i.exec(text) ?? []
  const kind = isIP(address)
  if (kind !== 4 && kind !== 6) return false
  return bits === undefined || (Number(bits) >= WIDEST[kind] && Number(bits) <= (kind === 4 ? 32 : 128))
}

/** The settings of the process itself. */
export const SERVER = {
  port: setting(WHOLE_PORT, {
    variable: 'PORT',
    means: 'HTTP: the app, the API, the dashboard, MQTT over WebSocket at `/mqtt`; `0` = any free port',
    do: 'Name a free port, such as 8604.',
  }).prefault(8604),
  host: setting(text('an address of this machine'), {
    variable: 'HOST',
    means: 'the address to listen on; `127.0.0.1` = only this machine',
    do: 'Use 0.0.0.0 for every address of this machine.',
  }).prefault('0.0.0.0'),
  mqttPort: setting(MQTT_PORT, {
    variable: 'MQTT_PORT',
    means: 'MQTT over TCP; `0` turns it off, WebSocket stays; `auto` = any free port',
    do: 'Name a free port, such as 1883, or 0 to do without.',
  }).prefault(1883),
  data: setting(text('the path of a folder'), {
    variable: 'RELEVO_DATA',
    means: 'database `relevo.db` and release files; the only thing to back up',
    do: 'Name a folder that this process may write to.',
  }).prefault('./data'),
  token: setting(text('printable ASCII without spaces', /^[\x21-\x7e]+$/), {
    variable: 'RELEVO_TOKEN',
    means: 'the token of API, CLI and dashboard; with fewer than 16 characters the server warns',
    usual: 'generated into `<data>/token`',
    do: 'Make one with `openssl rand -hex 32`, or leave it out to have one generated.',
    hide: 'secret',
  }).exactOptional(),
  access: setting(oneOf(ACCESS), {
    variable: 'RELEVO_ACCESS',
    means:
      'who may report as a tablet: `enrolled` = those that were let in (docs/access.md), `open` = anyone who reaches this server',
    do: 'Use enrolled, or open where everybody who reaches the server is trusted.',
  }).prefault('enrolled'),
  siteKey: setting(text('at least 16 printable ASCII characters without spaces', /^[\x21-\x7e]{16,256}$/), {
    variable: 'RELEVO_SITE_KEY',
    means: 'the key with which any new tablet enrols by itself; who has it can make up tablets',
    usual: 'none: each tablet needs a code',
    do: 'Make one with `openssl rand -hex 32`, or leave it out.',
    hide: 'secret',
  }).exactOptional(),
  trustProxy: setting(listOf(PROXY, 'a list of addresses, or of networks such as 10.0.3.0/28'), {
    variable: 'RELEVO_TRUST_PROXY',
    means:
      'the proxies in front of this server, whose `X-Forwarded-For` says where a tablet or a caller is (docs/operate.md)',
    usual: 'none: everybody is where their connection comes from',
    do: 'Name the addresses that the proxy connects from, with commas between them, such as 127.0.0.1.',
  }).prefault([]),
  base: setting(BASE, {
    variable: 'RELEVO_BASE',
    means: 'the path the app is served under, such as `/panel/`',
    do: 'Write it like /panel/.',
  }).prefault('/'),
  prefix: setting(
    text('topic levels without + # $ and spaces, and no slash at either end', /^[^/+#$\0\s][^+#\0\s]*(?<!\/)$/),
    {
      variable: 'RELEVO_PREFIX',
      means: 'first levels of every MQTT topic',
      do: 'Write it like site/hall.',
    },
  ).prefault(DEFAULT_PREFIX),
  keep: setting(whole(0, 1_000), {
    variable: 'RELEVO_KEEP',
    means: 'past releases whose files stay served, so that an open page never meets a missing chunk',
    do: 'Say how many past releases a page may still be open with.',
  }).prefault(10),
  maxFile: setting(whole(1, Number.MAX_SAFE_INTEGER), {
    variable: 'RELEVO_MAX_FILE',
    means: 'largest file of a release, bytes',
    do: 'Write bytes without a unit: 1073741824 is 1 GiB.',
  }).prefault(1024 ** 3),
  idle: setting(whole(1, 86_400), {
    variable: 'RELEVO_IDLE',
    means: 'seconds after which an HTTP connection on which nothing moves is cut',
    do: 'Write seconds without a unit.',
  })
    .prefault(120)
    .transform((seconds) => seconds * 1000),
  checkEvery: setting(whole(10, 86_400), {
    variable: 'RELEVO_CHECK_EVERY',
    means: 'seconds between two polls, told to every tablet',
    usual: 'unset: they poll every 300',
    do: 'Write seconds without a unit, or leave it out.',
  }).exactOptional(),
  dashboard: setting(text('the path of a folder'), {
    variable: 'RELEVO_DASHBOARD',
    means: 'folder of the built dashboard',
    usual: 'built by `npm start`',
    do: 'Name the folder that has the dashboard’s index.html.',
  }).exactOptional(),
  log: setting(oneOf(LOG_LEVELS), {
    variable: 'RELEVO_LOG',
    means: 'least weight of a log line; the log is JSON on standard error',
    do: 'Use info, or silent to write nothing.',
  }).prefault('info'),
  publicUrl: setting(PUBLIC_URL, {
    variable: 'RELEVO_PUBLIC_URL',
    means: 'what links in notices begin with',
    usual: '`http://localhost:<port>`',
    do: 'Write the address people open the dashboard at, without /dashboard.',
  }).exactOptional(),
}
