import { asProblem, type Problem } from './problem.ts'

/** What every command does alike: `--help` in both languages, problems in words, an exit code. */
export interface Command {
  /** How to call it, in Swedish and English, printed by --help. */
  help: string
  run(args: string[]): Promise<number | void>
}

export async function runCommand({ help, run }: Command): Promise<void> {
  const args = process.argv.slice(2)
  if (args.includes('--help')) {
    console.log(help.trim())
    return
  }
  try {
    process.exitCode = (await run(args)) ?? 0
  } catch (error) {
    const problem = asProblem(error)
    console.error(describeProblem(problem.toProblem()))
    if (problem.code === 'internal') console.error(problem.cause ?? problem)
    process.exitCode = 1
  }
}

export function describeProblem({ title, errors }: Problem): string {
  const reasons = errors.flatMap(({ reason }) => [`  – ${reason.sv}`, `    ${reason.en}`])
  return [title.sv, title.en, ...reasons].join('\n')
}
