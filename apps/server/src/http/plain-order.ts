import { z } from 'zod'
import type { PlainOrder } from '../fleet/webhooks/place-order.ts'
import { NOTES, VERSION, WORD } from './forms.ts'
import { readForm } from './read-form.ts'

const BODY = z.object({
  environment: z.string().min(1).max(64),
  version: VERSION.optional().describe('Without it, the release that was published with `commit`'),
  commit: z
    .string()
    .regex(/^[0-9a-f]{7,64}$/, 'is not 7 to 64 lower-case hex digits')
    .optional(),
  ref: WORD.optional(),
  user: WORD.optional(),
  notes: NOTES.optional(),
  key: z
    .string()
    .regex(/^[\w.:/-]{1,128}$/, 'is not 1 to 128 of A-Z a-z 0-9 _ . : / -')
    .optional()
    .describe('Names this order, such as by the id of a pipeline; the same one again gets the first answer again'),
})

const { $schema: _, ...form } = z.toJSONSchema(BODY, { io: 'input' })

/** The plain form as JSON Schema, for the API’s own description. */
export const PLAIN_FORM: Record<string, unknown> = form

/**
 * A plain order, as a CI writes it.
 *
 * @throws RelevoError `invalid-input`, naming the field
 */
export function readOrder(body: unknown): PlainOrder {
  const data = readForm(BODY, body)
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)) as unknown as PlainOrder
}
