import type { Problem } from '#lib/platform/problem.ts'

declare global {
  namespace App {
    /** What a failed page shows: the same entry of the problem registry that the API answers with. */
    interface Error {
      message: string
      problem?: Problem
    }
  }
}

export {}
