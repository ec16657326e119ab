import { placeText } from './place.ts'
import { isPlain, type Plain } from './plain.ts'

/** What only one environment may have: a request and a push belong to one. */
const CLAIMED = { hosts: 'a host', branches: 'a branch' } as const

/**
 * What is wrong between environments: names, two that claim the same, no `production`. It looks at what was written and
 * not at what the schema made of it, so that it is told together with everything else.
 */
export function claimProblems({ environments }: Plain): string[] {
  if (!isPlain(environments)) return []
  return [
    ...Object.keys(environments).filter(isNoName).map(noName),
    ...(Object.hasOwn(environments, 'production') ? [] : [NO_PRODUCTION]),
    ...twice(environments, 'hosts'),
    ...twice(environments, 'branches'),
  ]
}

const NO_PRODUCTION =
  'environments.production is not set: must be there, because requests of no other environment belong to it. Add production: {}.'

function isNoName(name: string): boolean {
  return !/^[a-z0-9-]{1,32}$/.test(name)
}

function noName(name: string): string {
  return `${placeText(['environments', name])} has a name that cannot be used: must be 1 to 32 of a-z, 0-9 and -. Rename it.`
}

function twice(environments: Plain, what: keyof typeof CLAIMED): string[] {
  const owners = new Map<string, string>()
  const problems: string[] = []
  for (const [name, environment] of Object.entries(environments)) {
    const claims = isPlain(environment) ? environment[what] : undefined
    const texts = Array.isArray(claims) ? claims.filter((claim) => typeof claim === 'string') : []
    for (const claim of new Set(texts.map((claim) => (what === 'hosts' ? claim.toLowerCase() : claim)))) {
      const owner = owners.get(claim)
      if (owner === undefined) owners.set(claim, name)
      else
        problems.push(
          `${placeText(['environments', name, what])} has ${JSON.stringify(claim)}, and so has environments.${owner}: ${CLAIMED[what]} must belong to one environment only. Remove it from one; a list that is not written is not empty, [] is.`,
        )
    }
  }
  return problems
}
