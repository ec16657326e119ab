/** A small page of our own, for people; nothing in it may come from a request. */
export function page(title: string, sentence: string, command: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<h1>${title}</h1>
<p>${sentence}</p>
<pre>${command}</pre>
</html>
`
}
