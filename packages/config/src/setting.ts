import { z } from 'zod'
import type { Form } from './forms.ts'

/** What is said of a setting: in the documents, in `.env.example`, and to whoever got it wrong. */
export interface Words {
  /** What it decides. */
  means: string
  /** What to do about a value that cannot be used: a sentence. */
  do: string
  /** The environment variable that wins over the file. */
  variable?: string
  /** The one environment that the variable is for; absent, where there are several, it is for all. */
  of?: string
  /** What holds when it is not set, in Markdown, where that is not one value. */
  usual?: string
  /** `secret`: its value is never shown. `kind`: it may hold a secret somewhere, so only what kind of value it is. */
  hide?: 'secret' | 'kind'
}

interface Said extends Words {
  must: string
  fromText: (text: string) => unknown
}

const said = z.registry<Said>()

/** A setting: the form of its value, and what is said of it. */
export function setting<S extends z.ZodType>({ schema, must, fromText }: Form<S>, words: Words): S {
  // A registry knows a schema by its identity, and forms are shared between settings.
  const own = schema.clone() as S
  said.add(own, { ...words, must, fromText: fromText ?? ((text) => text) })
  return own
}

/** What is said of a schema, if it is a setting's. */
export function saidOf(schema: z.core.$ZodType): Said | undefined {
  return said.get(schema)
}
