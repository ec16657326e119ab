import { Sentence } from '../pieces/sentence.tsx'
import { eventWords } from '../wording/events.ts'
import { said } from '../wording/language.ts'
import type { EventRow } from './event-row.ts'
import { told } from './told.ts'

/** What an event says, with links to what it is about. One of an unknown type is shown as the server sent it. */
export function EventSentence({ event }: { event: EventRow }) {
  const sentence = told(event)
  return sentence ? <Sentence pieces={sentence} /> : <Raw event={event} />
}

function Raw({ event: { type, subject, data } }: { event: EventRow }) {
  const rest = Object.entries(data).map(([name, value]) => `${name}: ${value}`)
  return (
    <>
      <code>{type}</code> {said(eventWords.kinds, subject.kind)} {subject.id}
      {rest.length > 0 && <span class="quiet"> · {rest.join(' · ')}</span>}
    </>
  )
}
