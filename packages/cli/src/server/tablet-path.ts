import { RelevoError } from '@relevo/core/errors'
import { isTabletId } from '@relevo/core/protocol'

/**
 * The path of what the server knows of a tablet.
 *
 * @throws RelevoError `usage` for what is no tablet id: it could be another path
 */
export function tabletPath(id: string): string {
  if (!isTabletId(id)) throw new RelevoError('usage', `${JSON.stringify(id)} is no tablet id`)
  return `api/tablets/${id}`
}
