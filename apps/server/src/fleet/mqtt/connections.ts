/** A client that is connected to the embedded broker. */
export interface Connection {
  clientId: string
  protocol: '3.1' | '3.1.1' | '5'
  transport: 'tcp' | 'websocket'
  /** An IP address. */
  address: string
  /** ms since the epoch. */
  since: number
}

/** Who is connected right now. */
export interface Connections {
  list(): Connection[]
}
