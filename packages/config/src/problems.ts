import type { z } from 'zod'
import { nearest } from './nearest.ts'
import { placeText } from './place.ts'
import { type Plain, valueAt } from './plain.ts'
import { keysAt, SETTINGS, settingAt } from './settings.ts'
import { shownValue } from './shown-value.ts'
import { originOf, type Variables } from './variables.ts'

/** What was read, to say of a value where it came from. */
interface Reading {
  raw: Plain
  env: Variables
  origins: Map<string, string>
}

/**
 * What the schema found, a line each: where it stands, what it is, what it must be, what to do.
 *
 * @example 'PORT is "x": must be a whole number from 0 to 65535. Name a free port, such as 8604.'
 */
export function problemsOf(found: readonly z.core.$ZodIssue[], reading: Reading): string[] {
  const issues = found.flatMap(insideOf)
  const mistyped = new Set(issues.filter(({ code }) => code === 'unrecognized_keys').map(({ path }) => placeText(path)))
  return (
    issues
      // A key that is mistyped explains why another is missing beside it.
      .filter((issue) => ruleOf(issue) === undefined || !mistyped.has(placeText(issue.path)))
      .flatMap((issue) =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map((key) => unknownKey([...issue.path, key]))
          : [wrongValue(issue, reading)],
      )
  )
}

/** Of what may be an object or `false` and is an object: what is wrong inside of it. */
function insideOf(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const isOfThatForm = (inner: readonly z.core.$ZodIssue[]) =>
    !inner.some(({ code, path }) => path.length === 0 && (code === 'invalid_type' || code === 'invalid_value'))
  const inner = issue.errors.find(isOfThatForm)
  return inner?.map((one) => ({ ...one, path: [...issue.path, ...one.path] })) ?? [issue]
}

function unknownKey(path: PropertyKey[]): string {
  const key = String(path.at(-1))
  const known = keysAt(path.slice(0, -1))
  if (known.includes(key)) {
    return `${placeText(path)} does not go with what stands beside it. Remove it, or what it does not go with.`
  }
  const ofVariable = SETTINGS.find(({ variable }) => variable === key)?.path.join('.')
  const meant = ofVariable ?? nearest(key, known)
  const remedy = meant === undefined ? `Remove it; here may stand ${known.join(', ')}.` : `Did you mean ${meant}?`
  return `${placeText(path)} is no setting. ${remedy}`
}

function wrongValue(issue: z.core.$ZodIssue, { raw, env, origins }: Reading): string {
  const { path } = issue
  const near = settingAt(path)
  // An object between settings, such as `notices`: what is around it says nothing of its form.
  const between = issue.code === 'invalid_type' && issue.expected === 'object' && near?.path.length !== path.length
  const setting = between ? undefined : near
  const must = ruleOf(issue) ?? setting?.must ?? 'an object'
  const remedy = setting?.do ?? 'docs/configuration.md shows its form.'

  const value = valueAt(raw, path)
  const variable = originOf(path, origins)
  if (value !== undefined && variable !== undefined) {
    return `${variable} is ${shownValue(env[variable], setting)}: must be ${must}. ${remedy}`
  }
  // What is missing can be set in either place.
  const or = value === undefined && setting?.variable !== undefined ? ` (or ${setting.variable})` : ''
  return `${placeText(path)}${or} is ${shownValue(value, setting)}: must be ${must}. ${remedy}`
}

/** What a rule over several settings asks; the words of a single setting do not say that. */
function ruleOf(issue: z.core.$ZodIssue): string | undefined {
  const must = issue.code === 'custom' ? issue.params?.must : undefined
  return typeof must === 'string' ? must : undefined
}
