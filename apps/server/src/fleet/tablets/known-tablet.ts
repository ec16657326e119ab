import type { Tablet } from '../tablet.ts'
import type { Card } from './card.ts'

/** All that is known of one tablet; `tablet` is absent while it was never heard of. */
export interface KnownTablet {
  id: string
  environment: string
  tablet: Tablet | undefined
  card: Card
}
