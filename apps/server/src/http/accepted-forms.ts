import { negotiate } from '@fastify/accept-negotiator'
import { FORMS, type Form } from '../fleet/packing/forms.ts'

/** Browsers say one of a handful of things. */
const REMEMBERED = 100
const known = new Map<string, readonly Form[]>()

/**
 * The forms that a caller takes before the bytes as they are, the one it likes best first; of equals the smaller one. As they are it takes them in
 * any case: who refuses even that gets them all the same, as RFC 9110 (12.5.3) allows.
 *
 * @param header Accept-Encoding
 * @example acceptedForms('gzip, br') // ['br', 'gzip']
 * @example acceptedForms('gzip;q=0.5, identity') // []
 */
export function acceptedForms(header: string | string[] | undefined): readonly Form[] {
  if (typeof header !== 'string' || header === '') return []
  const before = known.get(header)
  if (before) return before
  const forms = read(header.toLowerCase())
  if (known.size < REMEMBERED) known.set(header, forms)
  return forms
}

function read(header: string): Form[] {
  const forms: Form[] = []
  // The library takes what is refused by name for meant by a `*`.
  const left: string[] = FORMS.filter(
    (form) => !new RegExp(`(?:^|,)\\s*${form}\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$)`).test(header),
  )
  for (;;) {
    const best = negotiate(header, [...left, 'identity'])
    if (best === null || best === 'identity') return forms
    left.splice(left.indexOf(best), 1)
    forms.push(best as Form)
  }
}
