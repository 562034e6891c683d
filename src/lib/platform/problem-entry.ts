/** One failure of the registry: what is answered, and what is said of it. */
export interface ProblemEntry {
  status: number
  title: { sv: string; en: string }
}
