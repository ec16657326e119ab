import { isEnvironmentName } from './environment-name.ts'
import { placeText } from './place.ts'
import { isPlain, type Plain } from './plain.ts'

/** What only one environment may have: a request and a push belong to one, and to what is live there or its preview. */
const CLAIMED = {
  hosts: { keys: ['hosts', 'previewHosts'], must: 'a host must belong to one environment, or to its preview, only' },
  branches: { keys: ['branches'], must: 'a branch must belong to one environment only' },
} as const

/**
 * What is wrong between environments: names, two that claim the same, no `production`. It looks at what was written and
 * not at what the schema made of it, so that it is told together with everything else.
 */
export function claimProblems({ environments }: Plain): string[] {
  if (!isPlain(environments)) return []
  return [
    ...Object.keys(environments)
      .filter((name) => !isEnvironmentName(name))
      .map(noName),
    ...(Object.hasOwn(environments, 'production') ? [] : [NO_PRODUCTION]),
    ...twice(environments, CLAIMED.hosts),
    ...twice(environments, CLAIMED.branches),
  ]
}

const NO_PRODUCTION =
  'environments.production is not set: must be there, because requests of no other environment belong to it. Add production: {}.'

function noName(name: string): string {
  return `${placeText(['environments', name])} has a name that cannot be used: must be 1 to 32 of a-z, 0-9 and -. Rename it.`
}

function twice(environments: Plain, { keys, must }: (typeof CLAIMED)[keyof typeof CLAIMED]): string[] {
  const owners = new Map<string, { name: string; key: string }>()
  const problems: string[] = []
  for (const { name, key, claim } of claimsOf(environments, keys)) {
    const owner = owners.get(claim)
    if (owner === undefined) owners.set(claim, { name, key })
    else {
      const other = placeText(['environments', owner.name, ...(owner.key === key ? [] : [owner.key])])
      problems.push(
        `${placeText(['environments', name, key])} has ${JSON.stringify(claim)}, and so has ${other}: ${must}. Remove it from one; a list that is not written is not empty, [] is.`,
      )
    }
  }
  return problems
}

/** What each environment claims, once, under which key. Hosts are the same in upper case, branches are not. */
function* claimsOf(
  environments: Plain,
  keys: readonly string[],
): Generator<{ name: string; key: string; claim: string }> {
  for (const [name, environment] of Object.entries(environments)) {
    for (const key of keys) {
      const claims = isPlain(environment) ? environment[key] : undefined
      const texts = Array.isArray(claims) ? claims.filter((claim) => typeof claim === 'string') : []
      for (const claim of new Set(texts.map((text) => (key === 'branches' ? text : text.toLowerCase()))))
        yield { name, key, claim }
    }
  }
}
