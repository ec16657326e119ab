import mime from 'mime'

/**
 * The media type of a file, by its extension. Text is UTF-8: the bundler writes nothing else.
 *
 * @example mediaType('index.html') // 'text/html; charset=utf-8'
 */
export function mediaType(path: string): string {
  const type = mime.getType(path) ?? 'application/octet-stream'
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type
}
