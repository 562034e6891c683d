/** One event as polisen.se publishes it: located to a municipality, context only. */
export interface PoliceEvent {
  /** polisen.se's own number. */
  id: number
  occurredAt: Date
  publishedAt: Date
  /** As polisen.se writes it, such as "Trafikolycka". */
  type: string
  name: string
  summary: string
  /** Path at polisen.se. */
  url: string
}
