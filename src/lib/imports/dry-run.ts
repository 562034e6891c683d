/** A dry run does all the work in its transaction and then leaves it by throwing, so that its counts are true ones. */
export async function undoIfDry<Result>(
  dryRun: boolean,
  work: (finish: (result: Result) => Result) => Promise<Result>,
): Promise<Result> {
  class Undone extends Error {
    readonly result: Result
    constructor(result: Result) {
      super('a dry run is undone')
      this.result = result
    }
  }
  try {
    return await work((result) => {
      if (dryRun) throw new Undone(result)
      return result
    })
  } catch (error) {
    if (error instanceof Undone) return error.result
    throw error
  }
}
