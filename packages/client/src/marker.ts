/** `name` and `content` come in any order, quoted or not. */
const MARKER = /<meta(?=[^>]*\bname="?relevo-version\b)[^>]*\bcontent="?([^"\s/>]+)/i

/** The release that a page of the Vite plugin says it is of. */
export function releaseOf(html: string): string | undefined {
  return MARKER.exec(html)?.[1]
}
