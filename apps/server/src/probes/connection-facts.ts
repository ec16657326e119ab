import { isIP, type Socket } from 'node:net'
import type { Finding } from './finding.ts'

/** How far a connection came. */
export interface ConnectionFacts {
  /** The address that answered, or the one that was tried last. */
  address(): { address?: string }
  /** What it means that nothing came of it within `timeout` ms. */
  timedOut(timeout: number, waitingFor: string): Finding
}

/** Note which addresses a socket tries. `localhost` may be `::1` and `127.0.0.1`: Node tries both, one after the other. */
export function watchConnection(socket: Socket, host: string): ConnectionFacts {
  let isResolved = isIP(host) !== 0
  let isConnected = false
  let tried = isResolved ? host : undefined
  socket.on('lookup', (error) => {
    isResolved = !error
  })
  socket.on('connectionAttempt', (ip: string) => {
    tried = ip
  })
  socket.on('connect', () => {
    isConnected = true
    tried = socket.remoteAddress ?? tried
  })
  return {
    address: () => (tried === undefined ? {} : { address: tried }),
    timedOut(timeout, waitingFor) {
      const within = `within ${timeout / 1000} s`
      if (!isResolved) return { verdict: 'unmeasured', detail: `name not resolved ${within}` }
      return { verdict: 'unhealthy', detail: `${isConnected ? waitingFor : 'no connection'} ${within}` }
    },
  }
}
