import {
  type CallExpression,
  type Identifier,
  type Literal,
  type MemberExpression,
  type Node,
  type ObjectPattern,
  type Options,
  type Property,
  parse,
} from 'acorn'
import { fullAncestor } from 'acorn-walk'
import {
  abortReason,
  css,
  type Floor,
  globalOf,
  listenerSignal,
  lookbehind,
  membersNamed,
  missingIn,
  staticOf,
} from './compat.ts'

/** What some code needs, and which engine has it not. */
export type Finding = string

/**
 * What built code needs that the oldest engines it is for do not have: syntax, globals, members by their name (of any
 * object, as long as nothing that old has one of that name), arguments that would be ignored, selectors and styles in strings.
 *
 * @param known names that are looked for before they are used, or are our own; see where they are listed
 */
export function findingsIn(
  code: string,
  { ecmaVersion, floor, known }: { ecmaVersion: Options['ecmaVersion']; floor: Floor; known: readonly string[] },
): Finding[] {
  const tree = parsed(code, ecmaVersion)
  if (typeof tree === 'string') return [tree]
  const found = new Set<Finding>()
  const declared = new Set<string>()
  const note = (name: string, missing: string[]) => {
    if (missing.length > 0 && !known.includes(name)) found.add(`${name}: ${missing.join(', ')}`)
  }
  const checks: Record<string, (node: never, parent: Node | undefined) => void> = {
    MemberExpression: (member: MemberExpression, parent) => {
      const { object, property, computed } = member
      if (computed || property.type !== 'Identifier') return
      const isCall = parent?.type === 'CallExpression' && (parent as CallExpression).callee === member
      const exact = object.type === 'Identifier' && staticOf(object.name, property.name)
      if (exact) note(`${object.name}.${property.name}`, missingIn(exact, floor))
      else note(property.name + (isCall ? '()' : ''), missingInAll(property.name, floor))
    },
    ObjectPattern: ({ properties }: ObjectPattern) => {
      for (const property of properties) {
        const { key, computed } = property as Partial<Property>
        if (!computed && key?.type === 'Identifier') note(key.name, missingInAll(key.name, floor))
      }
    },
    Literal: ({ value, regex }: Literal) => {
      if (regex && /\(\?<[=!]/.test(regex.pattern)) note('lookbehind', missingIn(lookbehind, floor))
      if (typeof value === 'string') for (const [name, missing] of stylesIn(value, floor)) note(name, missing)
    },
    TemplateElement: ({ value }: { value: { cooked: string } }) => {
      for (const [name, missing] of stylesIn(value.cooked, floor)) note(name, missing)
    },
    CallExpression: ({ callee, arguments: args }: { callee: Node & Partial<MemberExpression>; arguments: Node[] }) => {
      const name = callee.property?.type === 'Identifier' ? callee.property.name : ''
      if (name === 'abort' && args.length > 0) note('abort(reason)', missingIn(abortReason, floor))
    },
    ObjectExpression: ({ properties }: { properties: Property[] }, parent) => {
      const keys = properties.map(({ key }) => (key?.type === 'Identifier' ? key.name : ''))
      const { callee, arguments: args } = (parent ?? {}) as { callee?: Partial<MemberExpression>; arguments?: Node[] }
      const listens = callee?.property?.type === 'Identifier' && callee.property.name === 'addEventListener'
      const isOptions = (listens && args?.length === 3) || keys.some((key) => /^(capture|passive|once)$/.test(key))
      if (isOptions && keys.includes('signal')) note('addEventListener({ signal })', missingIn(listenerSignal, floor))
    },
  }
  const mentioned = new Set<string>()
  fullAncestor(tree, (node, _, ancestors, type) => {
    checks[node.type]?.(node as never, ancestors.at(-2))
    if (node.type === 'Identifier') (type === 'VariablePattern' ? declared : mentioned).add((node as Identifier).name)
  })
  for (const name of mentioned) if (!declared.has(name)) note(name, missingIn(globalOf(name), floor))
  return [...found]
}

function parsed(code: string, ecmaVersion: Options['ecmaVersion']): Node | string {
  try {
    return parse(code, { ecmaVersion, sourceType: ecmaVersion === 5 ? 'script' : 'module' })
  } catch (error) {
    return `syntax: ${(error as Error).message}`
  }
}

/** A member is missing when no object that old has one of its name. */
function missingInAll(name: string, floor: Floor): string[] {
  const found = membersNamed(name).map((member) => missingIn(member, floor))
  return found.some((missing) => missing.length === 0) ? [] : (found[0] ?? [])
}

/** Selectors that make a whole `querySelector` throw, and properties of a style sheet. */
function* stylesIn(text: string, floor: Floor): Generator<[name: string, missing: string[]]> {
  for (const [, name = ''] of text.matchAll(/:(is|where|has)\(/g))
    yield [`:${name}()`, missingIn(css.selectors?.[name], floor)]
  if (!/[\w\])]\s*\{[^}]*:[^}]*\}/.test(text)) return
  for (const [, name = ''] of text.matchAll(/[{;]\s*([a-z-]+)\s*:/g)) {
    const property = css.properties?.[name]
    // In a flex box a gap is younger than the property.
    yield [name, missingIn(property?.flex_context ?? property, floor)]
  }
}
