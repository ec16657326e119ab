import type { Directive } from '@relevo/core/protocol'
import type { Environment } from './environment.ts'
import type { NewEvent } from './event.ts'
import type { World } from './ports.ts'

/** What came of giving or withdrawing a directive. */
export interface Directed {
  environment: Environment
  /** There was nothing to withdraw. */
  duplicate: boolean
  /** Number of tablets known in the environment. */
  tablets: number
}

/** The environment with a directive, and the event to log. Every giving is a new order, also of the same deed. */
export function giveDirective(
  before: Environment,
  deed: Directive['do'],
  world: Pick<World, 'now' | 'newId'>,
): { environment: Environment; event: NewEvent } {
  const directive: Directive = { do: deed, id: world.newId() }
  return {
    environment: { ...before, directive },
    event: eventOf(before, 'directive-given', directive, world.now()),
  }
}

/** The environment without its directive, and the event to log; without an event it had none. */
export function withdrawDirective(
  before: Environment,
  world: Pick<World, 'now'>,
): { environment: Environment; event?: NewEvent } {
  const { directive, ...environment } = before
  if (!directive) return { environment: before }
  return { environment, event: eventOf(before, 'directive-withdrawn', directive, world.now()) }
}

function eventOf(
  { name }: Environment,
  type: 'directive-given' | 'directive-withdrawn',
  directive: Directive,
  at: number,
): NewEvent {
  return { at, type, environment: name, subject: { kind: 'environment', id: name }, data: { ...directive } }
}
