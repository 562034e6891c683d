import { asProblem, reasonAtTerminal, type Problem, type ProblemReason } from './problem.ts'

/** What every command does alike: `--help` in both languages, problems in words, an exit code. */
export interface Command {
  /** How to call it, in Swedish and English, printed by --help. */
  help: string
  /** @returns the exit code */
  run(args: string[]): Promise<number>
}

export async function runCommand({ help, run }: Command): Promise<void> {
  const args = process.argv.slice(2)
  if (args.includes('--help')) {
    console.log(help.trim())
    return
  }
  try {
    process.exitCode = await run(args)
  } catch (error) {
    tellProblem(error)
    process.exitCode = 1
  }
}

/** What was thrown, in words; only what nobody foresaw is told with its stack. */
export function tellProblem(error: unknown): void {
  const problem = asProblem(error)
  console.error(describeProblem(problem.toProblem()))
  if (problem.code === 'internal') console.error(problem.cause ?? problem)
}

/** A problem with its reasons, each with the row, the column and the value it is about. */
export function describeProblem({ code, title, errors }: Problem): string {
  // Settings have no rows and columns, and their reasons name them.
  const placed = code !== 'invalid-configuration'
  return [
    title.sv,
    ...errors.map((error) => `  ${placed ? place(error, 'rad', 'kolumn') : ''}${reasonAtTerminal(error.reason, 'sv')}`),
    title.en,
    ...errors.map((error) => `  ${placed ? place(error, 'row', 'column') : ''}${reasonAtTerminal(error.reason, 'en')}`),
  ].join('\n')
}

function place({ row, column, value }: ProblemReason, rowWord: string, columnWord: string): string {
  const parts = [
    ...(row === undefined ? [] : [`${rowWord} ${row}`]),
    ...(column === undefined ? [] : [`${columnWord} ${column}`]),
  ]
  const where = parts.length > 0 ? `${parts.join(', ')}: ` : ''
  return value === undefined || value === '' ? where : `${where}"${value}" `
}
