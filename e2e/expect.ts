import { expect as patient } from '@playwright/test'

/** From one look to the next, in milliseconds: Playwright's own pauses grow to a second, and most of what is waited for takes less. */
const PAUSES = [50, 100, 200]

const poll: typeof patient.poll = (look, options) =>
  patient.poll(look, { intervals: PAUSES, ...(typeof options === 'string' ? { message: options } : options) })

/** Playwright's `expect`, which looks more often at what it polls. */
export const expect: typeof patient = new Proxy(patient, {
  get: (target, key, receiver) => (key === 'poll' ? poll : Reflect.get(target, key, receiver)),
})
