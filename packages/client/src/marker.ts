/** The release that a page of the Vite plugin says it is of. `name` and `content` come in any order, quoted or not. */
export const MARKER = /<meta(?=[^>]*\bname="?relevo-version\b)[^>]*\bcontent="?([^"\s/>]+)/i
