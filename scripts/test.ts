import { runCommand } from '#lib/platform/command.server.ts'
import { steps, type Outcome, type Step } from '../tests/support/steps.ts'

const names = steps.map(({ name }) => name)

await runCommand({
  help: `
npm test [-- STEG …]
  Kör alla prov, eller bara de steg som anges, och slutar med raden "N passed, N failed".
  Runs every test, or only the steps given, and ends with the line "N passed, N failed".
  ${names.join(' ')}
  PROOF=full: hela storlekar i stället för förminskade / full sizes instead of reduced ones
`,
  run: async (args) => {
    const unknown = args.filter((name) => !names.includes(name))
    if (unknown.length > 0) {
      console.error(`Inget sådant steg / no such step: ${unknown.join(', ')}. ${names.join(', ')}`)
      console.log('0 passed, 1 failed')
      return 1
    }
    return runSteps(args.length === 0 ? steps : steps.filter(({ name }) => args.includes(name)))
  },
})

interface Finished {
  step: Step
  outcome: Outcome
  seconds: number
}

/** Goes on after a step that fails, so that one run shows everything that is wrong. */
async function runSteps(chosen: readonly Step[]): Promise<number> {
  const finished: Finished[] = []
  for (const step of chosen) {
    console.log(`\n──── ${step.name}: ${step.what}`)
    const started = performance.now()
    const outcome = await step.run().catch((error: unknown) => {
      console.error(error)
      return { passed: 0, failed: 1, skipped: [] }
    })
    for (const banner of outcome.skipped) console.log(banner)
    finished.push({ step, outcome, seconds: (performance.now() - started) / 1000 })
  }
  return report(finished)
}

function report(finished: readonly Finished[]): number {
  const sum = (count: (outcome: Outcome) => number) =>
    finished.reduce((total, { outcome }) => total + count(outcome), 0)
  console.log(`\n${'step'.padEnd(10)} ${'passed'.padStart(7)} ${'failed'.padStart(7)} ${'seconds'.padStart(8)}`)
  for (const { step, outcome, seconds } of finished) {
    const counts = [outcome.passed, outcome.failed].map((count) => String(count).padStart(7)).join(' ')
    console.log(`${step.name.padEnd(10)} ${counts} ${seconds.toFixed(1).padStart(8)}`)
  }
  for (const { outcome } of finished) for (const banner of outcome.skipped) console.log(`\n${banner}`)
  const failed = sum(({ failed: count }) => count)
  console.log(`\n${sum(({ passed }) => passed)} passed, ${failed} failed`)
  return failed > 0 ? 1 : 0
}
