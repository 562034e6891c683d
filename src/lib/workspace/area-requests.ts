import { writeAreaChoice, noChoice, type AreaQuestion } from '#lib/areas/question.ts'

/** The addresses of /api/v1 that areas are asked for at. */
export const areaAddresses = {
  values: ({ municipalityCode, ...question }: AreaQuestion) => {
    const parameters = writeAreaChoice({ ...noChoice, ...question })
    return address('areas', municipalityCode, parameters)
  },
  choices: (municipalityCode: string) => address('area-choices', municipalityCode),
  area: (municipalityCode: string, code: string) => address(`areas/${encodeURIComponent(code)}`, municipalityCode),
  events: (municipalityCode: string) => address('police-events', municipalityCode),
}

function address(path: string, municipalityCode: string, extra: URLSearchParams = new URLSearchParams()): string {
  const parameters = new URLSearchParams([['municipality', municipalityCode], ...extra])
  return `/api/v1/${path}?${parameters.toString().replaceAll('%2C', ',')}`
}
