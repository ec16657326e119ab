import { expect, it } from 'vitest'
import { lazyPrompt } from './lazy-prompt.ts'
import type { Answers, Prompt } from './ports.ts'
import { settled } from './testing/pushed-clock.ts'

const ANSWERS: Answers = { accept: () => undefined, later: () => undefined }

function recorded() {
  const said: string[] = []
  const prompt: Prompt = { show: ({ version }) => void said.push(version), hide: () => void said.push('hidden') }
  return { said, prompt }
}

it('fetches the prompt once, when there is something to ask', async () => {
  const { said, prompt } = recorded()
  let loads = 0
  const lazy = lazyPrompt(async () => {
    loads++
    return prompt
  })
  lazy.hide()
  expect(loads).toBe(0)
  lazy.show({ version: 'r2', mayDefer: true }, ANSWERS)
  lazy.show({ version: 'r3', mayDefer: true }, ANSWERS)
  await settled()
  expect({ loads, last: said.at(-1) }).toEqual({ loads: 1, last: 'r3' })
  lazy.hide()
  expect(said.at(-1)).toBe('hidden')
})

it('does not show a question that was taken back meanwhile', async () => {
  const { said, prompt } = recorded()
  const lazy = lazyPrompt(async () => prompt)
  lazy.show({ version: 'r2', mayDefer: true }, ANSWERS)
  lazy.hide()
  await settled()
  expect(said).toEqual([])
})

it('tries again when its code could not be fetched', async () => {
  const { said, prompt } = recorded()
  let offline = true
  const lazy = lazyPrompt(async () => {
    if (offline) throw new TypeError('Failed to fetch dynamically imported module')
    return prompt
  })
  lazy.show({ version: 'r2', mayDefer: true }, ANSWERS)
  await settled()
  offline = false
  lazy.show({ version: 'r2', mayDefer: true }, ANSWERS)
  await settled()
  expect(said).toEqual(['r2'])
})
