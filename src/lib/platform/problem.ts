/**
 * The one registry of failures: what the API answers (RFC 9457), what pages show and what commands print.
 * A problem says what happened, what is safe and what to do, in Swedish and English.
 */

export interface ProblemEntry {
  status: number
  title: { sv: string; en: string }
}

const registry = {
  'invalid-parameter': {
    status: 400,
    title: { sv: 'En uppgift i adressen går inte att tolka.', en: 'A value in the address cannot be understood.' },
  },
  'invalid-file': {
    status: 400,
    title: {
      sv: 'Filen går inte att läsa in. Inget är sparat.',
      en: 'The file cannot be imported. Nothing has been saved.',
    },
  },
  'invalid-form': {
    status: 400,
    title: {
      sv: 'Det som fylldes i går inte att spara. Inget är ändrat.',
      en: 'What was filled in cannot be saved. Nothing has been changed.',
    },
  },
  'invalid-configuration': {
    status: 500,
    title: { sv: 'Inställningarna är felaktiga.', en: 'The configuration is not valid.' },
  },
  'malformed-address': {
    status: 400,
    title: { sv: 'Adressen går inte att läsa.', en: 'The address cannot be read.' },
  },
  'method-not-allowed': {
    status: 405,
    title: {
      sv: 'Adressen finns, men tar inte emot det som skickades. Inget är ändrat.',
      en: 'The address exists, but does not take what was sent. Nothing has been changed.',
    },
  },
  'too-large': {
    status: 413,
    title: {
      sv: 'Det som skickades är för stort. Inget är sparat.',
      en: 'What was sent is too large. Nothing has been saved.',
    },
  },
  'wrong-host': {
    status: 421,
    title: {
      sv: 'Servern svarar inte under det namnet. Använd adressen som den som sköter Fokuskartan har angett.',
      en: 'The server does not answer under that name. Use the address given by whoever runs Fokuskartan.',
    },
  },
  'not-found': { status: 404, title: { sv: 'Sidan finns inte.', en: 'There is no such page.' } },
  'unknown-municipality': {
    status: 404,
    title: { sv: 'Kommunen finns inte här.', en: 'There is no such municipality here.' },
  },
  'unknown-import': {
    status: 404,
    title: { sv: 'Inläsningen finns inte i loggen.', en: 'There is no such import in the log.' },
  },
  'import-already-undone': {
    status: 409,
    title: {
      sv: 'Inläsningen är redan ångrad. Inget är ändrat.',
      en: 'The import is already undone. Nothing has been changed.',
    },
  },
  'import-not-undoable': {
    status: 409,
    title: {
      sv: 'Inläsningen går inte att ångra som helhet. Inget är ändrat.',
      en: 'The import cannot be undone as a whole. Nothing has been changed.',
    },
  },
  conflict: {
    status: 409,
    title: {
      sv: 'Uppgiften finns redan med annat innehåll. Inget är ändrat.',
      en: 'The record already exists with other content. Nothing has been changed.',
    },
  },
  'upload-changed': {
    status: 409,
    title: {
      sv: 'Filen har ändrats sedan sidan visades. Inget är inläst.',
      en: 'The file has changed since the page was shown. Nothing has been imported.',
    },
  },
  'upload-gone': {
    status: 410,
    title: {
      sv: 'Filen finns inte kvar här. Skicka in den igen.',
      en: 'The file is no longer here. Send it in again.',
    },
  },
  'foreign-page': {
    status: 403,
    title: {
      sv: 'Det som skickades kom från en annan webbplats och tas inte emot. Inget är ändrat.',
      en: 'What was sent came from another site and is not taken. Nothing has been changed.',
    },
  },
  'exact-crimes-need-trial': {
    status: 409,
    title: {
      sv: 'Den inbyggda databasen tar bara emot enskilda brott för prov. Säg att det är ett prov, eller använd PostgreSQL.',
      en: 'The embedded database takes single crimes only for a trial. Say that it is one, or use PostgreSQL.',
    },
  },
  'data-directory-in-use': {
    status: 409,
    title: {
      sv: 'En annan process använder redan datakatalogen. Stäng den först (servern, till exempel) och försök igen.',
      en: 'Another process is already using the data directory. Stop it first (the server, say) and try again.',
    },
  },
  'data-directory-unusable': {
    status: 500,
    title: {
      sv: 'Datakatalogen (DATA_DIR) går inte att använda. Inget är ändrat.',
      en: 'The data directory (DATA_DIR) cannot be used. Nothing has been changed.',
    },
  },
  'port-unusable': {
    status: 500,
    title: { sv: 'Det går inte att lyssna på porten (PORT).', en: 'The port (PORT) cannot be listened on.' },
  },
  'migration-changed': {
    status: 500,
    title: {
      sv: 'En databasändring som redan är gjord har ändrats i efterhand. Inget är kört.',
      en: 'A migration that is already applied has been changed since. Nothing has been run.',
    },
  },
  'migrations-pending': {
    status: 503,
    title: {
      sv: 'Databasen är inte förberedd. Kör npm run db:migrate.',
      en: 'The database is not prepared. Run npm run db:migrate.',
    },
  },
  'disk-full': {
    status: 507,
    title: {
      sv: 'Det är nästan slut på diskutrymme, så inget sparas. Det som redan är sparat är tryggt.',
      en: 'The disk is nearly full, so nothing is being saved. What is already saved is safe.',
    },
  },
  'client-left': {
    status: 499,
    title: {
      sv: 'Den som frågade väntade inte på svaret. Inget är ändrat.',
      en: 'The one who asked did not wait for the answer. Nothing has been changed.',
    },
  },
  'database-timeout': {
    status: 503,
    title: {
      sv: 'Frågan tog för lång tid och avbröts. Inget är ändrat. Försök igen eller avgränsa.',
      en: 'The question took too long and was stopped. Nothing has been changed. Try again, or narrow it.',
    },
  },
  'database-unavailable': {
    status: 503,
    title: {
      sv: 'Databasen svarar inte just nu. Det som är sparat är tryggt. Försök igen om en stund.',
      en: 'The database is not answering just now. What is saved is safe. Try again in a moment.',
    },
  },
  'database-refused': {
    status: 503,
    title: {
      sv: 'Databasen tar inte emot inloggningen, eller finns inte. Kontrollera användare, lösenord och databas i DATABASE_URL och DATABASE_URL_POLICE.',
      en: 'The database refuses the login, or does not exist. Check user, password and database in DATABASE_URL and DATABASE_URL_POLICE.',
    },
  },
  'police-side-not-connected': {
    status: 503,
    title: {
      sv: 'Polisens del av databasen är inte ansluten här.',
      en: "The police's side of the database is not connected here.",
    },
  },
  'not-built': {
    status: 500,
    title: { sv: 'Produkten är inte byggd. Kör npm run build.', en: 'The product is not built. Run npm run build.' },
  },
  internal: {
    status: 500,
    title: {
      sv: 'Något gick fel hos oss. Det som är sparat är tryggt.',
      en: 'Something went wrong on our side. What is saved is safe.',
    },
  },
} as const satisfies Record<string, ProblemEntry>

export type ProblemType = keyof typeof registry

/** One reason: where in the input (row counted from 1 with the heading as row 1), which value, and why, in both languages. */
export interface ProblemReason {
  row?: number
  column?: string
  value?: string
  reason: ReasonWords
}

/** Why, for everyone; and, where a command has an option for it, what to type there: only the command line says that. */
export interface ReasonWords {
  sv: string
  en: string
  command?: { sv: string; en: string }
}

/** A reason at a terminal: 'ingen kolumn är tema (--map KOLUMN=theme)'. */
export function reasonAtTerminal(words: ReasonWords, language: 'sv' | 'en'): string {
  return words.command === undefined ? words[language] : `${words[language]} (${words.command[language]})`
}

/** What leaves the server: RFC 9457 `application/problem+json`. */
export interface Problem {
  type: string
  status: number
  code: ProblemType
  title: { sv: string; en: string }
  errors: ProblemReason[]
}

export class ProblemError extends Error {
  readonly code: ProblemType
  readonly errors: ProblemReason[]

  constructor(code: ProblemType, errors: ProblemReason[] = [], cause?: unknown) {
    super(registry[code].title.en, cause === undefined ? undefined : { cause })
    this.name = 'ProblemError'
    this.code = code
    this.errors = errors
  }

  get status(): number {
    return registry[this.code].status
  }

  toProblem(): Problem {
    const { status, title } = registry[this.code]
    return { type: `/problems/${this.code}`, status, code: this.code, title, errors: this.errors }
  }
}

/** Anything thrown, as a problem: what is not one of ours is `internal` and shows nothing of its inside. */
export function asProblem(error: unknown): ProblemError {
  return isProblem(error) ? error : new ProblemError('internal', [], error)
}

/** By name and not by class: the built server and the command that starts it each have a copy of this module. */
function isProblem(error: unknown): error is ProblemError {
  return error instanceof Error && error.name === 'ProblemError'
}
