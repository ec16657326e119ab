/** What shows something without having text; an empty root element does not. */
const SHOWING = 'body>* *,body>img,body>svg,body>canvas,body>video,body>iframe,body>input,body>button'

/** Does the page show anything of the app's? Text, or an element with an area, or a custom element with one. */
export function hasRendered({ body }: Document): boolean {
  if (!body) return false
  // biome-ignore lint/performance/useDomNodeTextContent: hidden text is not seen
  if (body.innerText.trim()) return true
  return [...body.querySelectorAll(':not(relevo-prompt):not(relevo-enrol)')].some((element) => {
    if (!element.matches(SHOWING) && !element.localName.includes('-')) return false
    const { width, height } = element.getBoundingClientRect()
    return width * height > 0 && getComputedStyle(element).visibility === 'visible'
  })
}
