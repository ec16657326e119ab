/** Shortest part of an address that is taken for a secret: `api` is none, and is in every second sentence. */
const SHORTEST = 6

/** Most characters of somebody else's words that are kept. */
const MOST = 200

/**
 * Somebody else's words, safe to keep and to show: on one line, shortened, and with every secret blacked out. Services and
 * proxies repeat what they were sent, the path of a webhook first of all.
 *
 * @example redacted('Cannot POST /hooks/T0k3n-here', ['T0k3n-here']) // 'Cannot POST /hooks/…'
 */
export function redacted(words: string, secrets: readonly string[]): string {
  let told = words
  // The longest first: a part of it may be a secret too.
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) {
    if (secret !== '') told = told.replaceAll(secret, '…')
  }
  return told
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, MOST)
}

/** Every part of an address that may be its secret, as it is written and as it is read. */
export function secretsOf(url: string): string[] {
  if (!URL.canParse(url)) return [url]
  const { href, pathname, search, username, password, searchParams } = new URL(url)
  const parts = [url, href, pathname, search, username, password, ...pathname.split('/'), ...searchParams.values()]
  return [...new Set(parts.flatMap((part) => [part, decoded(part)]))].filter(({ length }) => length >= SHORTEST)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
