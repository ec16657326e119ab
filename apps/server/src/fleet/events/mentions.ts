import type { NewEvent } from '../event.ts'

type Words = Pick<NewEvent, 'type' | 'subject' | 'data'>

/** A deployment or a release that a line of the log is about or names. */
export interface Mention {
  kind: 'deployment' | 'release'
  id: string
}

/**
 * The deployments and releases that an event is about or names, each once. Pure.
 *
 * @example mentionsOf(event) // of a `tablet-release`: [{ kind: 'release', id: 'r2' }, { kind: 'release', id: 'r1' }]
 */
export function mentionsOf(event: Words): Mention[] {
  const { subject } = event
  const found = new Map<string, Mention>()
  const add = (kind: Mention['kind'], id: unknown) => {
    if (typeof id === 'string' && id !== '') found.set(`${kind} ${id}`, { kind, id })
  }
  if (subject.kind === 'deployment' || subject.kind === 'release') add(subject.kind, subject.id)
  for (const id of deploymentsIn(event)) add('deployment', id)
  for (const id of releasesIn(event)) add('release', id)
  return [...found.values()]
}

function deploymentsIn({ type, data }: Words): unknown[] {
  return [data.deployment, type === 'deployment-superseded' && data.by]
}

/** Two of these words mean other things elsewhere: tablets move and are renamed, people sign in from somewhere. */
function releasesIn({ type, subject, data }: Words): unknown[] {
  const { release, version, previous, target, pin } = data
  const left = (type === 'tablet-release' || type.startsWith('patch-')) && data.from
  const back = subject.kind === 'deployment' && data.to
  return [release, version, previous, target, pin, left, back]
}
