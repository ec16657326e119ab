/** How the bytes of a file are kept beside how they are, by its name in `Content-Encoding`: `br` is brotli. */
export const FORMS = ['br', 'gzip'] as const
export type Form = (typeof FORMS)[number]
