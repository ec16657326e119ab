import type { FastifyRequest } from 'fastify'

/**
 * Where a browser finds the preview of an environment: by the way the caller came, under the preview's name.
 *
 * @param host name of the preview, without a port
 */
export function previewUrl(
  host: string | undefined,
  { scheme, headers }: Pick<FastifyRequest, 'scheme' | 'headers'>,
): string | undefined {
  if (host === undefined) return undefined
  const port = /:\d+$/.exec(headers.host ?? '')?.[0] ?? ''
  return `${scheme}://${host}${port}/`
}
