import { isEnvironmentName } from './environment-name.ts'
import { isPlain, type Plain } from './plain.ts'

/** The environments there are when the file names none, and what theirs have beside the defaults of every other. */
const USUAL: Record<string, { hosts: string[]; branches: string[] }> = {
  // Browsers resolve every name below `localhost` to this machine (RFC 6761 §6.3): staging works without a DNS entry.
  staging: { hosts: ['staging.localhost'], branches: ['develop', 'staging'] },
  production: { hosts: [], branches: ['main', 'master'] },
}

/** A file's configuration with the usual environments where it has none, and their hosts and branches where it has no own. */
export function withUsualEnvironments(file: Plain): Plain {
  const environments = file.environments ?? USUAL
  if (!isPlain(environments)) return file
  const written = Object.values(environments).flatMap((one) =>
    isPlain(one) ? [one.hosts, one.previewHosts].flat() : [],
  )
  const filled = Object.entries(environments).map(([name, environment]) => [
    name,
    isPlain(environment)
      ? { ...(Object.hasOwn(USUAL, name) && USUAL[name]), previewHosts: previewHosts(name, written), ...environment }
      : environment,
  ])
  return { ...file, environments: Object.fromEntries(filled) }
}

/** Where a preview stands that nobody named a host for; nowhere, when somebody gave that name to something else. */
function previewHosts(environment: string, written: unknown[]): string[] {
  const host = environment === 'production' ? 'preview.localhost' : `preview.${environment}.localhost`
  if (!isEnvironmentName(environment)) return []
  return written.some((other) => typeof other === 'string' && other.toLowerCase() === host) ? [] : [host]
}
