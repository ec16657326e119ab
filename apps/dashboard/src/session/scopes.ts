import { session } from './session.ts'

/** What a button takes: a scope for an environment, or that of somebody who may do everything. */
export type Kind = 'deploy' | 'approve' | 'admin'

/**
 * The scope that the session lacks for this, or `undefined` when it may. The server decides; this is for buttons.
 *
 * @param environment whose; left out for what is of no environment
 * @example lackedScope('approve', 'production') // 'approve:production'
 * @example lackedScope('admin') // 'admin'
 */
export function lackedScope(kind: Kind, environment?: string): string | undefined {
  const wanted = environment === undefined ? kind : `${kind}:${environment}`
  const has = session.value?.scopes ?? []
  return ['admin', wanted, `${kind}:*`].some((scope) => has.includes(scope)) ? undefined : wanted
}
