/** A release patch, or why there is none. */
export interface PatchRow {
  /** The release that it is made from. */
  from: string
  /** `waiting`, `made`, `pointless` or `failed`. */
  phase: string
  br?: number
  gzip?: number
  /** What it stands for, as brotli. */
  full?: number
  why?: string
}

/** How small a release is sent, and how far the server is with making it so. Sizes are bytes. */
export interface Packing {
  phase: 'waiting' | 'packing' | 'done'
  done: number
  total: number
  patches: PatchRow[]
  files: { count: number; bytes: number; br: number; gzip: number }
  whole?: { br: number }
}
