import { isPlain, type Plain } from './plain.ts'

/** The environments there are when the file names none, and what theirs have beside the defaults of every other. */
const USUAL: Record<string, { hosts: string[]; branches: string[] }> = {
  // Browsers resolve every name below `localhost` to this machine (RFC 6761 §6.3): staging works without a DNS entry.
  staging: { hosts: ['staging.localhost'], branches: ['develop', 'staging'] },
  production: { hosts: [], branches: ['main', 'master'] },
}

/** A file's configuration with the usual environments where it has none, and their hosts and branches where it has no own. */
export function withUsualEnvironments(file: Plain): Plain {
  if (file.environments === undefined) return { ...file, environments: USUAL }
  if (!isPlain(file.environments)) return file
  const filled = Object.entries(file.environments).map(([name, environment]) => [
    name,
    isPlain(environment) && Object.hasOwn(USUAL, name) ? { ...USUAL[name], ...environment } : environment,
  ])
  return { ...file, environments: Object.fromEntries(filled) }
}
