/** A deployment as the server tells it. */
export type Told = Record<string, unknown> & {
  id: string
  environment: string
  version: string
  status: string
  checks: unknown[]
  output: unknown[]
}
