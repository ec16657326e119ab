import { RelevoError } from '@relevo/core/errors'
import type { z } from 'zod'

/**
 * Read what a route takes in past Fastify, by its schema.
 *
 * @throws RelevoError `invalid-input`, naming the first field that is wrong
 */
export function readForm<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const { data, error } = schema.safeParse(value)
  if (!error) return data
  const [first] = error.issues
  throw new RelevoError('invalid-input', `${first?.path.join('.') || 'body'}: ${first?.message ?? 'not legal'}`)
}
