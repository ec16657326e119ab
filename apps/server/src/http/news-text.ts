import type { FleetNews } from '../fleet/news.ts'
import { etagOf } from './conditional.ts'
import { iso } from './forms.ts'

/** What goes on the wire, and its strong ETag. */
export interface NewsText {
  text: string
  etag: string
}

const texts = new WeakMap<FleetNews, NewsText>()

/** News as `version.json` has them, made once for each: the fleet hands out the same object to all who are told the same. */
export function newsText(news: FleetNews): NewsText {
  const known = texts.get(news)
  if (known) return known
  const { publishedAt } = news
  const text = JSON.stringify({ ...news, ...(publishedAt !== undefined && { publishedAt: iso(publishedAt) }) })
  const made = { text, etag: etagOf(text) }
  texts.set(news, made)
  return made
}
