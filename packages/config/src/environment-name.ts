/** Can an environment be called so? */
export function isEnvironmentName(name: string): boolean {
  return /^[a-z0-9-]{1,32}$/.test(name)
}
