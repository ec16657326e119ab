import type { Version } from '../release/version.ts'

/** What the page has to do about it. */
export type UpdateEffect =
  /** Keep the release this page runs, so that it can be gone back to. */
  | { do: 'adopt' }
  | { do: 'stage'; target: Version }
  | { do: 'switch'; target: Version }
  | { do: 'confirm'; token: string }
  /** Show, or bring up to date, the question to the person. */
  | { do: 'prompt'; target: Version; deadline?: number | undefined; mayDefer: boolean }
  | { do: 'dismiss' }
  | { do: 'wake'; at: number }
