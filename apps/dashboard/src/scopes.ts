import { session } from './session.ts'

/**
 * The scope that the session lacks for this, or `undefined` when it may. The server decides; this is for buttons.
 *
 * @example lackedScope('approve', 'production') // 'approve:production'
 */
export function lackedScope(kind: 'deploy' | 'approve', environment: string): string | undefined {
  const wanted = `${kind}:${environment}`
  const has = session.value?.scopes ?? []
  return ['admin', wanted, `${kind}:*`].some((scope) => has.includes(scope)) ? undefined : wanted
}
