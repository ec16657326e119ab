import { FORMS, type Form } from '../fleet/packing/forms.ts'

/** Browsers say less; of what is longer the rest counts for nothing. */
const LONGEST = 300
/** One coding of Accept-Encoding with its weight (RFC 9110, 12.4.2). */
const CODING = /(?:^|,)[ \t]*([a-z*]+)[ \t]*(?:;[ \t]*q=([01](?:\.\d{0,3})?)[ \t]*)?(?=,|$)/gi

/**
 * The forms that a caller takes before the bytes as they are, the one it likes best first; of equals the smaller one. As they are it takes them in
 * any case: who refuses even that gets them all the same, as RFC 9110 (12.5.3) allows.
 *
 * @param header Accept-Encoding
 * @example acceptedForms('gzip, br') // ['br', 'gzip']
 * @example acceptedForms('gzip;q=0.5, identity') // []
 */
export function acceptedForms(header: string | string[] | undefined): readonly Form[] {
  if (typeof header !== 'string') return []
  const weights = new Map<string, number>()
  for (const [, coding = '', weight] of header.slice(0, LONGEST).matchAll(CODING))
    weights.set(coding.toLowerCase(), weight === undefined ? 1 : Number(weight))
  const of = (form: Form) => weights.get(form) ?? weights.get('*') ?? 0
  const plain = weights.get('identity') ?? 0
  return FORMS.filter((form) => of(form) > 0 && of(form) >= plain).sort((one, other) => of(other) - of(one))
}
