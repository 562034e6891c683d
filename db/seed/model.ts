// The shape of the demo kommun: plain data, no database. Positions are WGS 84 [lng, lat], instants are Dates.
import type { LineString, MultiLineString, MultiPolygon, Polygon } from 'geojson'

export type LngLat = readonly [lng: number, lat: number]

/** UUIDv4 form for remarks (a v7 shows the minute somebody reported), v7 form for everything else. */
export type Uuid = string

export type Theme =
  | 'lighting'
  | 'visibility'
  | 'deserted'
  | 'disorder'
  | 'drugs'
  | 'threats'
  | 'harassment'
  | 'traffic'
  | 'litter'
  | 'theft'
  | 'meeting_place'
  | 'other'

export type OffenceGroup =
  | 'violence'
  | 'robbery'
  | 'threats'
  | 'sexual_offence'
  | 'burglary'
  | 'bicycle_theft'
  | 'vehicle_crime'
  | 'theft_from_person'
  | 'shoplifting'
  | 'theft'
  | 'damage'
  | 'drugs'
  | 'weapons'
  | 'disorder'
  | 'other'

export type Feeling = 'safe' | 'unsure' | 'unsafe'
export type AgeBand = '0-15' | '16-24' | '25-44' | '45-64' | '65-79' | '80+'
export type Gender = 'woman' | 'man'
export type Season = 'winter' | 'spring' | 'summer' | 'autumn'

export interface PopulationCount {
  year: number
  ageBand: AgeBand
  gender: Gender
  people: number
}

export interface DemoArea {
  id: Uuid
  code: string
  kind: 'statistical' | 'housing_estate' | 'estate_part'
  name: string
  parentCode: string | null
  geometry: MultiPolygon
  population: PopulationCount[]
}

export interface DemoPlace {
  id: Uuid
  name: string
  kind: string
  lngLat: LngLat
}

export type StreetKind = 'main' | 'residential' | 'path'

export interface DemoStreet {
  id: Uuid
  name: string
  kind: StreetKind
  geometry: MultiLineString
}

export type BasemapKind =
  'land' | 'built_up' | 'forest' | 'park' | 'water' | 'beach' | 'building' | 'railway' | 'square' | 'tunnel' | 'pier'

export interface DemoBasemapFeature {
  id: Uuid
  kind: BasemapKind
  name: string | null
  geometry: Polygon | MultiPolygon | LineString | MultiLineString
}

export interface DemoRemark {
  id: Uuid
  scope: 'point' | 'area' | 'municipality' | 'none'
  lngLat: LngLat | null
  precisionMeters: number
  areaCode: string | null
  theme: Theme
  furtherThemes: Theme[]
  feeling: Feeling
  feltLight: 'daylight' | 'dark' | null
  feltDay: 'weekday' | 'weekend' | null
  feltSeason: Season | null
  words: string
  suggestion: string | null
  people: number
  receivedAt: Date
}

export interface DemoObservation {
  id: Uuid
  lngLat: LngLat
  theme: Theme
  feeling: Feeling
  words: string
  observedAt: Date
}

export interface DemoWalk {
  id: Uuid
  name: string
  heldOn: string
  route: LineString
  observations: DemoObservation[]
}

export interface DemoCrime {
  id: Uuid
  offenceGroup: OffenceGroup
  offenceName: string
  lngLat: LngLat | null
  precisionMeters: number
  occurredFrom: Date | null
  occurredTo: Date | null
  reportedAt: Date
  placeName: string | null
}

export interface DemoCrimeAreaCount {
  areaCode: string
  offenceGroup: OffenceGroup
  monthFrom: string
  monthTo: string
  /** null when the written form hides a small number */
  n: number | null
  /** as an authority writes it: "12", "<5" or "-" */
  written: string
}

export interface DemoSurveyValue {
  survey: string
  question: string
  answer: string
  /** null: the whole kommun */
  areaCode: string | null
  year: number
  month: null
  /** 0–1; null where too few answered */
  share: number | null
  shareLow: number | null
  shareHigh: number | null
  answered: number
  /** as it is given out: "34,5 %" or ".." */
  written: string
}

export interface DemoPoliceEvent {
  id: number
  occurredAt: Date
  publishedAt: Date
  type: string
  name: string
  summary: string
  url: string
}

export interface Demo {
  code: '9901'
  name: 'Fyrskär'
  slug: 'fyrskar'
  boundary: MultiPolygon
  areas: DemoArea[]
  places: DemoPlace[]
  streets: DemoStreet[]
  basemap: DemoBasemapFeature[]
  remarks: DemoRemark[]
  walks: DemoWalk[]
  crimes: DemoCrime[]
  crimeAreaCounts: DemoCrimeAreaCount[]
  surveyValues: DemoSurveyValue[]
  policeEvents: DemoPoliceEvent[]
}
