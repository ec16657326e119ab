import { type Ask, WORKER_PROTOCOL } from '@relevo/core/protocol'
import { isVersion } from '@relevo/core/release'

type Rule = (value: unknown) => boolean

const text: Rule = (value) => typeof value === 'string'
const like =
  (pattern: RegExp): Rule =>
  (value) =>
    text(value) && pattern.test(value as string)
const url = like(/^https?:\/\//)
const version: Rule = isVersion
/** A page may be newer than its worker, and know codes that the worker has never heard of. */
const code = like(/^[a-z-]{1,40}$/)
const versions: Rule = (value) => Array.isArray(value) && value.every(isVersion)
const maybe =
  (rule: Rule): Rule =>
  (value) =>
    value === undefined || rule(value)

/** What every field of every ask has to be. */
const RULES: { [Name in Ask['ask']]: Record<Exclude<keyof Extract<Ask, { ask: Name }>, 'ask'>, Rule> } = {
  hello: { running: version, checkIn: url, secret: maybe(text) },
  stage: {
    version,
    manifest: url,
    files: url,
    list: maybe(text),
    patch: maybe(url),
    patchFrom: maybe(versions),
    whole: maybe(url),
    running: (value) => typeof value === 'boolean',
  },
  switch: { version },
  ready: { token: text },
  'boot-failed': { token: text, code, detail: maybe(text) },
  'never-ran': { detail: text },
  'give-up': { detail: text },
  empty: {},
  rollback: {},
  block: { versions },
  retry: { version, retry: text },
  told: { version },
  directive: { do: like(/^(reset|unregister)$/), id: text },
  ping: {},
}

/**
 * Read a message to the worker. Whatever speaks another protocol or is not legal is `undefined`: any page of the
 * origin, of any release and any age, can send one.
 */
export function readAsk(data: object): Ask | undefined {
  const ask = data as Ask & Record<string, unknown>
  if (ask.relevo !== WORKER_PROTOCOL || !Object.keys(RULES).includes(ask.ask)) return undefined
  const rules: [string, Rule][] = Object.entries(RULES[ask.ask])
  return rules.every(([field, isLegal]) => isLegal(ask[field])) ? ask : undefined
}
