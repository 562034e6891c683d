/**
 * What a survey says of one area, or of the whole municipality, in one year or month: how large a share gave an answer.
 * Shares are 0–1.
 */
export interface SurveyValue {
  /** Such as "Trygghetsundersökningen". */
  survey: string
  question: string
  /** Which answer the share is of; '' where the question alone says it. */
  answer: string
  /** Null: the whole municipality. */
  areaCode: string | null
  year: number
  /** 1–12; null for a whole year. */
  month: number | null
  /** Null where the giver hid it, or had none. */
  share: number | null
  /** The interval that the survey states for the share. */
  shareLow: number | null
  shareHigh: number | null
  /** How many answered. */
  answered: number | null
  /** The share as it was written: "34,5 %", "..", "<5" or nothing. */
  written: string
}

/** The same with its identity, which is made of what it is about. */
export interface SurveyRecord extends SurveyValue {
  id: string
}
