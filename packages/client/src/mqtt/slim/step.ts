import { REFUSALS } from '../line.ts'
import { reconnectDelay } from '../reconnect-delay.ts'
import type { Heard } from './heard.ts'
import type { LineEffect, LineEvent, LineState, Up } from './line-state.ts'
import { KEEP_ALIVE, LONGEST, type Words } from './words.ts'

/** The socket and CONNACK have to be there by then, ms. */
const TO_CONNECT = 10_000
/** Ping after so long without anything to answer, ms: late by a minute, as in a page in the background, it still is in time. */
const QUIET = 25_000
/** Who does not answer for so long is gone, ms; the network may still look as if nothing had happened. */
const TO_ANSWER = 30_000
/** The subscription is packet 1. */
const SUBSCRIPTION = 1

/** A line before its first try. */
export const FIRST: LineState = { phase: 'away', tries: 0, isRefused: false }

interface Step {
  state: LineState
  effects: LineEffect[]
}

/** The life of a line. What is said twice, comes late or makes no sense here changes nothing. */
export function step(state: LineState, event: LineEvent, words: Words): Step {
  switch (event.is) {
    case 'report': {
      const next = { ...state, report: event.report }
      return next.phase === 'idle' ? goOn(next, words) : { state: next, effects: [] }
    }
    case 'due':
      if (state.phase === 'away') return opening(state)
      return state.phase === 'idle' ? ask(state, 0, words.ping) : lose(state, event.chance)
    case 'lost':
      return state.phase === 'away' ? { state, effects: [] } : lose(state, event.chance)
    case 'opened': {
      if (state.phase !== 'opening') return { state, effects: [] }
      return { state: { ...state, phase: 'greeting' }, effects: [{ do: 'send', packet: words.hello }] }
    }
    case 'heard':
      return hear(state, event.heard, event.chance, words)
  }
}

function hear(state: LineState, heard: Heard, chance: number, words: Words): Step {
  if (state.phase === 'away') return { state, effects: [] }
  if (state.phase === 'greeting' && heard.is === 'connack') {
    if (heard.code !== 0) return refuse(state, heard.code, chance)
    const quiet = Math.min(QUIET, (heard.keepAlive || KEEP_ALIVE) * 500)
    const up = { lastId: SUBSCRIPTION, quiet, longest: heard.longest ?? LONGEST, said: undefined }
    return ask({ ...state, ...up, isRefused: false, phase: 'idle' }, SUBSCRIPTION, words.subscribe)
  }
  if (state.phase === 'asking' || state.phase === 'idle') {
    if (heard.is === 'publish') {
      const effects: LineEffect[] = [{ do: 'hand-on', text: heard.text }]
      if (heard.id !== undefined) effects.push({ do: 'send', packet: words.taken(heard.id) })
      return { state, effects }
    }
    if (heard.is === 'answer') {
      if (state.phase !== 'asking' || heard.id !== state.id) return { state, effects: [] }
      // A line that was cut right after it was up was not up: else one that is always cut would be back every second.
      return goOn({ ...state, tries: heard.id === 0 ? 0 : state.tries }, words)
    }
  }
  return lose(state, chance)
}

type UpState = Extract<LineState, Up>

/** All was answered: say the newest report if it was not said, else be quiet for a while. */
function goOn(state: UpState, words: Words): Step {
  if (state.report !== undefined && state.report !== state.said) {
    const id = state.lastId < 0xffff ? state.lastId + 1 : SUBSCRIPTION + 1
    const packet = words.report(id, state.report)
    const next = { ...state, said: state.report }
    if (packet.length <= state.longest) return ask({ ...next, lastId: id }, id, packet)
    return goOn(next, words)
  }
  return { state: { ...state, phase: 'idle' }, effects: [{ do: 'wake', after: state.quiet }] }
}

function ask(state: UpState, id: number, packet: Uint8Array<ArrayBuffer>): Step {
  return {
    state: { ...state, phase: 'asking', id },
    effects: [
      { do: 'send', packet },
      { do: 'wake', after: TO_ANSWER },
    ],
  }
}

function opening({ tries, isRefused, report }: LineState): Step {
  return {
    state: { phase: 'opening', tries, isRefused, report },
    effects: [{ do: 'open' }, { do: 'wake', after: TO_CONNECT }],
  }
}

function refuse(state: LineState, code: number, chance: number): Step {
  if (state.isRefused || !REFUSALS.includes(code)) return lose(state, chance)
  const { state: next, effects } = lose({ ...state, isRefused: true }, chance)
  return { state: next, effects: [...effects, { do: 'say-refused' }] }
}

function lose({ tries, isRefused, report }: LineState, chance: number): Step {
  return {
    state: { phase: 'away', tries: tries + 1, isRefused, report },
    effects: [{ do: 'drop' }, { do: 'wake', after: reconnectDelay(tries, chance, isRefused) }],
  }
}
