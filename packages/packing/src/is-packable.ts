/** What is compressed inside: packing it again takes seconds per megabyte, and saves nothing. */
const PACKED_INSIDE =
  /^(?:image\/(?:png|jpe?g|gif|webp|avif|jxl)|audio\/(?!(?:midi|wav|x-wav))|video\/|font\/woff2?|application\/(?:zip|gzip|x-gzip|zstd|x-7z-compressed|x-bzip2?|x-xz|vnd\.rar|x-rar-compressed|pdf))/

/**
 * May bytes of this media type become smaller by brotli or gzip?
 *
 * @example isPackable('image/png') // false
 */
export function isPackable(type: string): boolean {
  return !PACKED_INSIDE.test(type)
}
