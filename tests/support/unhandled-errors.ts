import { writeFileSync } from 'node:fs'

/**
 * A reporter of vitest that writes how many errors came from outside every test: its own report in JSON is silent about
 * them. Takes UNHANDLED_ERRORS_FILE from the environment.
 */
export default class UnhandledErrors {
  onTestRunEnd(_modules: unknown, unhandledErrors: readonly unknown[]): void {
    const file = process.env['UNHANDLED_ERRORS_FILE']
    if (file !== undefined) writeFileSync(file, JSON.stringify(unhandledErrors.length))
  }
}
