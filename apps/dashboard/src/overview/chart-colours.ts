import { signal } from '@preact/signals'

const dark = matchMedia('(prefers-color-scheme: dark)')

/** Is the page dark? A canvas has to be told; style sheets know by themselves. */
export const isDark = signal(dark.matches)
dark.addEventListener('change', ({ matches }) => {
  isDark.value = matches
})

/** Told apart by hue and by lightness, the first the strongest; the last is for what is taken together. */
const LIGHT = ['#2463ad', '#e08a1e', '#2f8f6b', '#a04a8f', '#c9b037', '#5f7d95', '#a3acb5']
const DARK = ['#5b9be6', '#e6a04a', '#4fb58d', '#c77fb8', '#d8c459', '#86a5bd', '#6b7680']

/** Of a layer; `name` is empty for all those that have none of their own. */
export function colourOf(nth: number, name: string): string {
  const colours = isDark.value ? DARK : LIGHT
  return colours[name === '' ? colours.length - 1 : nth % colours.length] ?? '#888'
}

/** Of axes and their text, and of the lines behind the chart. */
export function inkOf(): { text: string; line: string } {
  return isDark.value ? { text: '#9aa7b4', line: '#2d3741' } : { text: '#56616d', line: '#e3e8ed' }
}
