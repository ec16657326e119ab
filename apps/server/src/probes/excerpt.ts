/** What is kept of an answer, characters. */
const LENGTH = 300

/** The beginning of an answer as one line that can be shown: without control characters, with single spaces. */
export function excerptOf(bytes: Uint8Array): { excerpt?: string } {
  const text = new TextDecoder().decode(bytes)
  const shown = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').replace(/[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, '')
  const excerpt = [...shown.trim()].slice(0, LENGTH).join('')
  return excerpt === '' ? {} : { excerpt }
}
