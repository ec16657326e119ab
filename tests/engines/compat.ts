import bcd, { type CompatStatement, type Identifier, type SimpleSupportStatement } from '@mdn/browser-compat-data'

/** The oldest engines some code has to run in. */
export type Floor = Readonly<Record<'chrome' | 'firefox' | 'safari', number>>

/** Which of the engines came to know a feature too late, such as `chrome 92`; empty when all have it. */
export function missingIn(feature: Identifier | undefined, floor: Floor): string[] {
  const compat = feature?.__compat
  if (!compat) return []
  return Object.entries(floor).flatMap(([engine, version]) => {
    const since = sinceOf(compat, engine as keyof Floor)
    return since <= version ? [] : [`${engine} ${since === Number.POSITIVE_INFINITY ? 'never' : since}`]
  })
}

/** The first version that has it by its own name and without a flag. */
function sinceOf({ support }: CompatStatement, engine: keyof Floor): number {
  const statements: SimpleSupportStatement[] = [support[engine] ?? []].flat()
  const plain = statements.filter(
    ({ flags, prefix, alternative_name, version_removed }) =>
      !flags && !prefix && !alternative_name && !version_removed,
  )
  const versions = plain.map(({ version_added }) =>
    typeof version_added === 'string' ? Number.parseFloat(version_added.replace('≤', '')) : Number.NaN,
  )
  return Math.min(Number.POSITIVE_INFINITY, ...versions.filter((version) => !Number.isNaN(version)))
}

const places = [bcd.api, bcd.javascript.builtins] as Identifier[]

/** An interface, a built-in or a function that every script can name. */
export function globalOf(name: string): Identifier | undefined {
  for (const place of places) if (own(place, name)) return own(place, name)
  return undefined
}

/** What is on the constructor, such as `AbortSignal.timeout`, or on the one object of its kind. */
export function staticOf(name: string, member: string): Identifier | undefined {
  const owner = globalOf(name)
  return owner && (own(owner, `${member}_static`) ?? own(owner, member))
}

const members = new Map<string, Identifier[]>()
for (const place of places) {
  for (const owner of Object.values(place)) {
    for (const [name, member] of Object.entries(owner)) {
      if (name !== '__compat') members.set(name, [...(members.get(name) ?? []), member as Identifier])
    }
  }
}

/** Every member of that name, of whatever: code does not say what it is called on. */
export function membersNamed(name: string): Identifier[] {
  return members.get(name) ?? []
}

export const css = bcd.css

/** What a call knows late of its arguments, for it is ignored without a word. */
export const listenerSignal = bcd.api.EventTarget?.addEventListener?.options_parameter?.options_signal_parameter
export const abortReason = bcd.api.AbortController?.abort?.reason_parameter
export const lookbehind = bcd.javascript.regular_expressions?.lookbehind_assertion

function own(owner: Identifier, name: string): Identifier | undefined {
  return Object.hasOwn(owner, name) ? owner[name] : undefined
}
