import { clock } from '../src/clock.ts'
import { createUpdateManager } from '../src/create-update-manager.ts'
import { watchEarly } from '../src/early.ts'
import { offerEnrolment } from '../src/enrol-form/index.ts'
import { kiosk } from '../src/kiosk/index.ts'
import { type Prompt, relevoPrompt } from '../src/prompt/index.ts'
import { watchBoot } from '../src/readiness.ts'
import { hasRendered } from '../src/rendered.ts'
import type { UpdateManager } from '../src/update-manager.ts'
import { workbox } from '../src/workbox/index.ts'

const parts = {
  createUpdateManager,
  relevoPrompt,
  hasRendered,
  watchBoot,
  watchEarly,
  clock,
  workbox,
  kiosk,
  offerEnrolment,
}

declare global {
  interface Window {
    relevo: typeof parts
    manager: UpdateManager
    question: Prompt
    said: string[]
  }
}

window.relevo = parts
window.said = []
