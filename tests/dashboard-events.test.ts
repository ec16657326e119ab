import { describe, expect, it } from 'vitest'
import { EN } from '../apps/dashboard/src/wording/events-en.ts'
import { ES } from '../apps/dashboard/src/wording/events-es.ts'
import { EVENT_TYPES } from '../apps/server/src/fleet/event.ts'

describe('the sentences of the log in the dashboard', () => {
  it.each([
    ['English', EN],
    ['Spanish', ES],
  ])('are there in %s for every event of the server, and for no other', (_, { sentences }) => {
    expect(Object.keys(sentences).sort()).toEqual([...EVENT_TYPES].sort())
  })

  it('use the same words of an event in both languages', () => {
    const words = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([word]) => word).sort()
    for (const type of EVENT_TYPES) {
      expect(words(ES.sentences[type as keyof typeof ES.sentences]), type).toEqual(
        words(EN.sentences[type as keyof typeof EN.sentences]),
      )
    }
  })
})
