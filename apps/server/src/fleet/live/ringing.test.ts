import { expect, test } from 'vitest'
import { createBell, type Topic } from './bell.ts'
import { type Changes, ringing } from './ringing.ts'

interface Shelf {
  read(): Promise<string>
  write(text: string, alsoLog: boolean): Promise<number>
  note(): Promise<void>
  fail(): Promise<void>
}

const CHANGES: Changes<Shelf> = {
  read: 'nothing',
  write: (_, alsoLog) => (alsoLog ? ['releases', 'tablets'] : ['releases']),
  note: [],
  fail: ['releases'],
}

test('a store rings after what it changed is on disk, and names what that was; reading and failing ring nothing', async () => {
  const bell = createBell()
  const heard: (readonly Topic[])[] = []
  let text = ''
  bell.listen((topics) => heard.push([...topics, ...(text === '' ? (['alerts'] as const) : [])]))
  const shelf = ringing<Shelf>(
    {
      read: async () => text,
      async write(written) {
        await undefined
        text = written
        return written.length
      },
      note: async () => undefined,
      fail: () => Promise.reject(new Error('disk full')),
    },
    CHANGES,
    bell,
  )
  expect([await shelf.write('abc', true), await shelf.write('d', false), await shelf.read()]).toEqual([3, 1, 'd'])
  await shelf.note()
  await expect(shelf.fail()).rejects.toThrow('disk full')
  expect(heard).toEqual([['releases', 'tablets'], ['releases'], []])
})
