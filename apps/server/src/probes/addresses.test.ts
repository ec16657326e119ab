import type { LookupAddress, LookupOptions } from 'node:dns'
import { expect, test } from 'vitest'
import { throughAllAddresses } from './addresses.ts'

const { lookup } = throughAllAddresses(5_000)
const resolved = (host: string, options: LookupOptions) =>
  new Promise<string | LookupAddress[]>((resolve, reject) =>
    lookup(host, options, (error, address) => (error ? reject(error) : resolve(address))),
  )

test.each(['localhost', 'LOCALHOST', 'staging.localhost', 'localhost.'])(
  '%s is this machine in both families',
  async (host) => {
    const both = (await resolved(host, { all: true })) as LookupAddress[]
    expect(both.map(({ address }) => address)).toEqual(['127.0.0.1', '::1'])
    expect(await resolved(host, {})).toBe('127.0.0.1')
  },
)

test('another name is asked for, also one that only looks alike', async () => {
  await expect(resolved('notlocalhost.invalid', { all: true })).rejects.toMatchObject({ syscall: 'getaddrinfo' })
  await expect(resolved('localhost.invalid', { all: true })).rejects.toMatchObject({ syscall: 'getaddrinfo' })
})

test('an address that does not answer leaves time for two more', () => {
  expect(throughAllAddresses(5_000).autoSelectFamilyAttemptTimeout).toBe(1_667)
  expect(throughAllAddresses(1).autoSelectFamilyAttemptTimeout).toBe(10) // Node takes no less
})
