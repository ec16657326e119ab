import { isTabletCode } from '@relevo/core/errors'
import { type Ask, WORKER_PROTOCOL } from '@relevo/core/protocol'
import { isVersion } from '@relevo/core/release'

type Reader = { [Name in Ask['ask']]: (ask: Partial<Extract<Ask, { ask: Name }>>) => boolean }

const isText = (value: unknown) => typeof value === 'string'
const isUrl = (value: unknown) => typeof value === 'string' && /^https?:\/\//.test(value)

/** What makes each ask a legal one. */
const LEGAL: Reader = {
  hello: ({ running, checkIn }) => isVersion(running) && isUrl(checkIn),
  stage: ({ version, manifest, files }) => isVersion(version) && isUrl(manifest) && isUrl(files),
  switch: ({ version }) => isVersion(version),
  ready: ({ token }) => isText(token),
  'boot-failed': ({ token, code }) => isText(token) && isTabletCode(code),
  rollback: () => true,
  block: ({ versions }) => Array.isArray(versions) && versions.every(isVersion),
  retry: ({ version, retry }) => isVersion(version) && isText(retry),
  told: ({ version }) => isVersion(version),
  directive: ({ do: what, id }) => (what === 'reset' || what === 'unregister') && isText(id),
  ping: () => true,
}

/**
 * Read a message to the worker. Whatever speaks another protocol or is not legal is `undefined`: any page of the
 * origin, of any release and any age, can send one.
 */
export function readAsk(data: unknown): Ask | undefined {
  const ask = (data ?? {}) as Ask & { relevo?: unknown }
  if (ask.relevo !== WORKER_PROTOCOL || !Object.hasOwn(LEGAL, ask.ask)) return undefined
  return (LEGAL[ask.ask] as (ask: Ask) => boolean)(ask) ? ask : undefined
}
