import type { Problem } from './problem.ts'

/** Where a page that could not be shown leads on. */
export interface WayOn {
  href: string
  sv: string
  en: string
}

const toFront: WayOn = { href: '/', sv: 'Till första sidan', en: 'To the front page' }

/**
 * A problem as a page of its own, in both languages, for whoever has a browser and was answered before any page of the
 * product was begun. Its look is that of src/error.html; nothing in it is inline.
 */
export function problemPage(problem: Problem, wayOn: WayOn = toFront): string {
  const { title, errors } = problem
  const reasons = (language: 'sv' | 'en') => errors.map(({ reason }) => `<p>${escaped(reason[language])}</p>`).join('')
  const link = (language: 'sv' | 'en') => `<p><a href="${escaped(wayOn.href)}">${escaped(wayOn[language])}</a></p>`
  return `<!doctype html>
<html lang="sv">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Fokuskartan</title>
    <link rel="icon" href="/icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/error.css" />
  </head>
  <body>
    <main>
      <img src="/icon.svg" width="48" height="48" alt="" />
      <h1>${escaped(title.sv)}</h1>
      ${reasons('sv')}${link('sv')}
      <section lang="en">
        <h2>${escaped(title.en)}</h2>
        ${reasons('en')}${link('en')}
      </section>
    </main>
  </body>
</html>
`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character)
}
