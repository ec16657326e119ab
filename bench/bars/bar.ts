/** One thing that was measured. */
export interface Measured {
  what: string
  /** One value for each round. */
  values: number[]
  unit: string
  /** It must stay below this; absent where the figure is only told. */
  below?: number
}

/** What a bench is given. */
export interface Bench {
  /** Simulated tablets. */
  tablets: number
  /** Folder for a CPU profile of the server. */
  profile?: string | undefined
  /** Says how it goes. */
  note(line: string): void
}

/** Measures one thing with a server of its own. */
export type Bar = (bench: Bench) => Promise<Measured[]>
