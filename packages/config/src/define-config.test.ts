import { expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import type { Config } from './config.ts'
import { defineConfig, type UserConfig } from './define-config.ts'
import type { SCHEMA } from './schema/schema.ts'

/** Every path of keys in a type; of lists and of names that are free, what is inside counts. */
type Paths<T> = T extends readonly (infer Item)[]
  ? Paths<Item>
  : T extends object
    ? { [Key in keyof T & string]: Named<Key, Paths<NonNullable<T[Key]>>> }[keyof T & string]
    : never
type Named<Key extends string, Inner extends string> = string extends Key ? `*.${Inner}` : Key | `${Key}.${Inner}`

test('it returns what it is given', () => {
  const config: UserConfig = { keep: 3 }
  expect(defineConfig(config)).toBe(config)
})

test('the type of a file has the keys of the schema and no others, and what is read is a Config', () => {
  expectTypeOf<Paths<UserConfig>>().toEqualTypeOf<Paths<z.input<typeof SCHEMA>>>()
  expectTypeOf<z.output<typeof SCHEMA>>().toExtend<Config>()
})
