/**
 * May the prompt take the focus? Only from nobody, a button or a link: whoever types, in a field, an editor, a frame or
 * an element of the app's own, goes on typing.
 */
export function isFocusFree({ activeElement }: DocumentOrShadowRoot): boolean {
  return !activeElement || activeElement.matches('body,html,button,a')
}
