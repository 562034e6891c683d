import { expect, it } from 'vitest'

import { problemPage } from './problem-page.server.ts'
import { ProblemError } from './problem.ts'

it('says a problem and its reasons in both languages, and leads on', () => {
  const reason = { sv: 'därför <att>', en: 'because "so"' }
  const page = problemPage(new ProblemError('not-signed-in', [{ reason }]).toProblem(), {
    href: '/sign-in?to=/a&b="><script>',
    sv: 'Logga in',
    en: 'Sign in',
  })
  expect(page).toContain('Ni är inte inloggade')
  expect(page).toContain('You are not signed in')
  expect(page).toContain('därför &lt;att&gt;')
  expect(page).toContain('because &quot;so&quot;')
  expect(page).toContain('href="/sign-in?to=/a&amp;b=&quot;&gt;&lt;script&gt;"')
  expect(page).not.toMatch(/<script|style=|onclick/)
})
