import { z } from 'zod'

/** The form that a setting's value must have. */
export interface Form<S extends z.ZodType = z.ZodType> {
  schema: S
  /** Completes "must be …". */
  must: string
  /** What a variable's text stands for; a text that stands for nothing is returned as it is, and refused by the schema. */
  fromText?(text: string): unknown
}

const asNumber = (text: string) => (/^\d+(?:\.\d+)?$/.test(text) ? Number(text) : text)
const asList = (text: string) => text.split(',').map((item) => item.trim())

/** A whole number within its range, both ends included. */
export function whole(least: number, most: number): Form<z.ZodInt> {
  return {
    schema: z.int().min(least).max(most),
    must: `a whole number from ${least} to ${most}`,
    fromText: (text) => (/^\d+$/.test(text) ? Number(text) : text),
  }
}

/** A time in seconds, which may have decimals. */
export function seconds(least: number, most: number): Form<z.ZodNumber> {
  return { schema: z.number().min(least).max(most), must: `seconds from ${least} to ${most}`, fromText: asNumber }
}

/** A share of a whole; `least` is the smallest there may be. */
export function share(least = 0): Form<z.ZodNumber> {
  return { schema: z.number().min(least).max(1), must: `a share from ${least} to 1`, fromText: asNumber }
}

/** A text that is not empty. */
export function text(must: string, pattern = /./): Form<z.ZodString> {
  return { schema: z.string().regex(pattern), must }
}

/** One of a few words. */
export function oneOf<const Words extends readonly string[]>(words: Words) {
  return { schema: z.enum(words), must: `one of ${words.join(', ')}` }
}

export const YES_OR_NO: Form<z.ZodBoolean> = {
  schema: z.boolean(),
  must: 'true or false',
  fromText: (text) => (text === 'true' ? true : text === 'false' ? false : text),
}

/** Several of a form, `least` or more; in a variable, with commas between them. */
export function listOf<S extends z.ZodType>(item: Form<S>, must: string, least = 0): Form<z.ZodArray<S>> {
  return { schema: z.array(item.schema).min(least), must, fromText: asList }
}

/** An address of the web. */
export const HTTP_ADDRESS: Form<z.ZodString> = {
  schema: z.string().refine(isHttpAddress),
  must: 'an address that begins with http:// or https://',
}

function isHttpAddress(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text) && URL.canParse(text)
}

/** A program and its arguments, as the operating system takes them: no shell is asked. */
export const COMMAND: Form<z.ZodArray<z.ZodString>> = {
  schema: z
    .array(z.string())
    .refine(([program, ...rest]) => Boolean(program) && ![program, ...rest].join('').includes('\0')),
  must: "a list of a program and its arguments, such as ['docker', 'compose', 'up', '-d']",
}
