import { describe, expect, it } from 'vitest'
import { ApiError } from '../api/api-error.ts'
import { oneByOne } from './one-by-one.ts'

const refusal = (code: string, detail: string) => new ApiError({ code, message: code, do: '', detail })
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i)

describe('many calls', () => {
  it('are made once for each, a handful at a time, and counted', async () => {
    const calls: number[] = []
    const counts: number[] = []
    let atOnce = 0
    let most = 0
    const call = async (one: number) => {
      atOnce += 1
      most = Math.max(most, atOnce)
      calls.push(one)
      await Promise.resolve()
      atOnce -= 1
    }
    await oneByOne(numbers(10), call, { done: (count) => counts.push(count), signal: new AbortController().signal })
    expect(calls).toEqual(numbers(10))
    expect(counts).toEqual([4, 8, 10])
    expect(most).toBe(4)
  })

  it('wait where the server says so, and are made again then', async () => {
    const calls: number[] = []
    const call = async (one: number) => {
      calls.push(one)
      if (calls.length === 2) throw refusal('too-many-requests', 'again in 0 s')
    }
    await oneByOne([7, 8], call, { done: () => undefined, signal: new AbortController().signal })
    expect(calls).toEqual([7, 8, 8])
  })

  it('end with the first that is refused, after what was done before', async () => {
    const counts: number[] = []
    const call = async (one: number) => {
      if (one === 5) throw refusal('forbidden', 'deploy:production')
    }
    const how = { done: (count: number) => counts.push(count), signal: new AbortController().signal }
    await expect(oneByOne(numbers(10), call, how)).rejects.toMatchObject({ code: 'forbidden' })
    expect(counts).toEqual([4])
  })

  it('end when somebody stops them', async () => {
    const calls: number[] = []
    const abort = new AbortController()
    const done = (count: number) => count === 4 && abort.abort()
    const call = async (one: number) => calls.push(one)
    await expect(oneByOne(numbers(10), call, { done, signal: abort.signal })).rejects.toThrow()
    expect(calls).toEqual(numbers(4))
  })
})
