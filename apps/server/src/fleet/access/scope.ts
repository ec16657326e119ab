/**
 * What a token is good for. `notify`: make a release current, in any environment. `release`: publish and upload.
 * `deploy:<environment>`: deploy into it, roll it back. `approve:<environment>`: let a deployment that waits go on there.
 * `admin`: everything. `read` is part of every other one; `*` stands for every environment.
 */
export type Scope = 'read' | 'notify' | 'release' | 'admin' | `deploy:${string}` | `approve:${string}`

const PLAIN: readonly string[] = ['read', 'notify', 'release', 'admin'] satisfies Scope[]
const OF_ENVIRONMENT = /^(?:deploy|approve):(?:\*|[A-Za-z0-9_-][A-Za-z0-9._-]{0,63})$/

/**
 * Is this a scope? The environment it names need not exist (yet).
 *
 * @example isScope('deploy:staging') // true
 */
export function isScope(value: unknown): value is Scope {
  return typeof value === 'string' && (PLAIN.includes(value) || OF_ENVIRONMENT.test(value))
}

/**
 * Do these scopes allow what takes the scope `wanted`?
 *
 * @example allows(['deploy:*'], 'deploy:staging') // true
 */
export function allows(scopes: readonly Scope[], wanted: Scope): boolean {
  if (wanted === 'read') return scopes.length > 0
  const [kind] = wanted.split(':', 1)
  return scopes.some((scope) => scope === 'admin' || scope === wanted || scope === `${kind}:*`)
}
