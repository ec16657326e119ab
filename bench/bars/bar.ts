/** What one quantity was: one value for each round. */
export interface Figure {
  values: number[]
  unit: string
}

/** One thing that was measured. */
export interface Measured extends Figure {
  what: string
  /** It must stay below this; absent where the figure is only told. */
  below?: number
  /** The same, and this much is allowed. */
  atMost?: number
}

/** Things beside each other, where one line each does not say it: a row of cells under its head. */
export interface Table {
  title?: string
  head: string[]
  rows: (string | Figure)[][]
}

/** What a bench found. */
export interface Found {
  /** Programs that it was measured beside, with their versions. */
  peers?: string[]
  tables?: Table[]
  measured: Measured[]
}

/** What a bench is given. */
export interface Bench {
  /** Simulated tablets. */
  tablets: number
  /** Fewer rounds and less of each: to see that it works, and about what comes out. */
  quick: boolean
  /** Only pairs of builds with this in their name. */
  pair?: string | undefined
  /** Folder for a CPU profile of the server. */
  profile?: string | undefined
  /** Says how it goes. */
  note(line: string): void
}

/** Measures one thing with a server of its own. */
export type Bar = (bench: Bench) => Promise<Measured[] | Found>
