import type { Certificate, Evidence, Fetched } from './evidence.ts'

/** Looks at this server from outside, as a tablet would. */
export interface OutsideProbe {
  /**
   * Fetch a file twice, and tell of the second answer: a cache that is between would have the first one by then.
   *
   * @param timeout milliseconds for both
   */
  get(url: string, timeout: number): Promise<{ file: Fetched; certificate?: Certificate }>
}

/** Where evidence comes from that is at hand. What is absent is not measured. */
export interface EvidenceSources {
  broker?(): Evidence['broker']
  siteBroker?(): Evidence['siteBroker']
  kiosks?(): Evidence['kiosks']
  access?(): Evidence['access']
  strangeProxies?(): Evidence['strangeProxies']
}
