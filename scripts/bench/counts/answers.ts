import { gzipSync } from 'node:zlib'

import { answerCells } from '#lib/cells/answers.server.ts'
import { filterToSearchParams } from '#lib/cells/filter.ts'
import type { Database } from '#lib/database/database.ts'
import { round } from '../timing.ts'
import { questions, type BenchQuestion } from './questions.ts'
import type { AnswerWeight } from './result.ts'

/** Where counts are largest, and where they are a tenth of that. */
const weighed = ['all', 'one category']

/** Bytes a cell of the whole answer, as bytes for the map and as JSON, raw and compressed. */
export async function weighAnswers(database: Database): Promise<AnswerWeight[]> {
  const weights: AnswerWeight[] = []
  for (const question of questions.filter(({ filter }) => weighed.includes(filter))) {
    const cells = await countCells(database, question)
    for (const form of ['bytes', 'JSON'] as const) {
      const body = await bodyOf(database, question, form)
      weights.push({
        viewport: question.viewport,
        filter: question.filter,
        form,
        cells,
        raw: round(body.byteLength / cells),
        gzip: round(gzipSync(body).byteLength / cells),
      })
    }
  }
  return weights
}

async function countCells(database: Database, question: BenchQuestion): Promise<number> {
  const answer: { cells: unknown[] } = JSON.parse((await bodyOf(database, question, 'JSON')).toString())
  return answer.cells.length
}

async function bodyOf(database: Database, question: BenchQuestion, form: AnswerWeight['form']): Promise<Buffer> {
  const asked = { params: paramsOf(question), ifNoneMatch: null, takesBytes: form === 'bytes' }
  const response = await answerCells(database, asked)
  return Buffer.from(await response.arrayBuffer())
}

export function paramsOf({ query: { filter, box, resolution } }: BenchQuestion): URLSearchParams {
  const params = filterToSearchParams(filter)
  params.set('bbox', box.join(','))
  params.set('res', String(resolution))
  return params
}
