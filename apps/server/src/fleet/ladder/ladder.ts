import type { LadderState } from '@relevo/core/ladder'

/** What is done to bring one tablet back. There is none for a tablet with which all is well, and was for a day. */
export interface Ladder {
  /** The name it goes by. */
  tablet: string
  environment: string
  state: LadderState
}
