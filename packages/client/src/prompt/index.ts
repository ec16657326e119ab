export type { Answers, Prompt, Question } from '../ports.ts'
export { relevoPrompt } from './relevo-prompt.ts'
