/** The language of the page: Spanish where the browser asks for it, else English. */
export const language = navigator.language.startsWith('es') ? 'es' : 'en'

/** How the operator's part of the world writes numbers and times, in that language. */
export const locale = navigator.language.startsWith(language) ? navigator.language : language

/**
 * The wording of the operator's language. Both are of one type, so that neither lacks a word.
 *
 * @example export const alertWords = spoken(EN, ES)
 */
export function spoken<Wording>(english: Wording, spanish: Wording): Wording {
  return language === 'es' ? spanish : english
}

/**
 * A word of the API in words; one of a newer server stands for itself.
 *
 * @example said(deploymentWords.statuses, 'rolled_back') // 'went back'
 */
export function said(wording: Record<string, string>, word: string): string {
  return Object.hasOwn(wording, word) ? (wording[word] ?? word) : word
}
