// Hand-drawn data of the invented town: crossings, main lines and districts. Metres from the island's middle.
import type { XY } from './plane.ts'

export const crossings: Readonly<Record<string, XY>> = {
  // Järnvägsgatan, south of the railway
  JW: [-1350, 150],
  JL: [-900, 100],
  J1: [-600, 70],
  J2: [-250, 60],
  JS: [200, 65],
  J3: [760, 68],
  J4: [1150, 58],
  J5: [1900, 0],
  J6: [2700, -130],
  // Storgatan
  SW: [-2000, -450],
  S1: [-1450, -480],
  S2: [-600, -520],
  S3: [-250, -532],
  S4: [200, -525],
  S5: [760, -500],
  S6: [1300, -480],
  S7: [2000, -520],
  S8: [2750, -570],
  // Strandgatan, along the harbour
  H0: [-1500, -1250],
  H1: [-600, -1235],
  H2: [-250, -1250],
  H3: [200, -1255],
  H4: [760, -1265],
  H5: [1350, -1250],
  H6: [2050, -1250],
  B5: [2650, -1270],
  // the fishing harbour and the bathing shore
  F0: [-1430, -1850],
  F1: [-800, -1790],
  B1: [950, -1720],
  B2: [1400, -2050],
  B3: [2050, -2150],
  B4: [2500, -1900],
  // Bangatan, north of the railway
  L0: [-1900, 760],
  KW: [-1350, 440],
  KL: [-900, 310],
  K1: [-600, 245],
  K2: [-250, 222],
  KS: [200, 212],
  K3: [760, 225],
  K4: [1150, 228],
  K5: [1950, 178],
  // Ringvägen, Björkhagsvägen, Skogsbrynsvägen
  LM: [-1300, 950],
  N1: [-600, 750],
  N2: [-250, 765],
  N3: [250, 775],
  N4: [760, 785],
  N5: [1150, 800],
  N6: [2000, 770],
  L2: [-1950, 1400],
  L3: [-1300, 1500],
  U1: [-600, 1300],
  U2: [50, 1400],
  U3: [760, 1340],
  U4: [1150, 1350],
  U5: [1950, 1310],
  T1: [-550, 1870],
  T2: [100, 2000],
  T3: [750, 1860],
  // the railway
  R0: [4080, -60],
  Ra: [3600, -110],
  Rb: [2900, -40],
  R6: [2350, 50],
  R5: [1950, 95],
  R4: [1150, 145],
  R3: [760, 148],
  RS: [200, 140],
  R2: [-250, 143],
  R1: [-600, 165],
  RL: [-900, 205],
  RW: [-1350, 312],
  Rc: [-1900, 590],
  Rd: [-2450, 1050],
  Re: [-2800, 1650],
  Rf: [-2900, 2300],
  // the church village and country roads
  Va: [-2280, -520],
  V1: [-2550, -600],
  V2: [-3050, -470],
  V3: [-3180, -960],
  V4: [-2620, -1150],
  Vb: [-3480, -1280],
  Vc: [-3120, 250],
  Vd: [-3420, 850],
  Ve: [-3950, 1050],
  Vf: [-2480, -1700],
  Vg: [-2250, -2300],
  Vh: [-2080, -2700],
  Na: [170, 2280],
  Nb: [560, 2680],
  Nc: [1300, 2880],
  Qa: [-2330, 1900],
  Qb: [-2650, 2560],
  Qc: [-3250, 2830],
  Qd: [-3750, 3080],
  Ea: [2330, 820],
  Eb: [2680, 1160],
  Ec: [2720, 1700],
  Ed: [2520, 2250],
  Fa: [3300, -420],
  Fb: [3850, -300],
  Fc: [4080, -180],
  Ga: [2230, -2500],
  Gb: [2520, -2920],
  Gc: [2770, -3280],
  Ia: [2380, 1400],
  Y4: [2050, 1180],
  // inside the quay
  Q1: [-520, -1600],
  Q2: [-300, -1390],
  Q3: [-170, -1325],
  Q4: [270, -1330],
  Q5: [490, -1420],
  Q6: [640, -1640],
  // stops of the walks
  Sa: [2240, 900],
  Sb: [2400, 935],
  Ma: [1560, 480],
  Lt: [-860, 640],
  Pe: [-1050, -1240],
  Pc: [-930, -960],
  Pa: [-1180, -960],
  Pb: [-1060, -760],
  Pf: [-1025, -500],
  Ka: [2450, -330],
  // corners of statistical areas out at sea and in the woods
  W2: [-2000, -1300],
  W3: [-2650, -2150],
  W4: [-3100, -5000],
  W5: [-6000, -5000],
  W6: [-6000, 250],
  W8: [-3000, 500],
  X1: [-6000, 5000],
  X2: [6000, 5000],
  E1: [6000, 200],
  E2: [6000, -1150],
  X3: [6000, -5000],
  C4: [100, -5000],
  C1: [640, -1650],
  C2: [60, -2400],
  C3: [-560, -1720],
  Y1: [1150, 1900],
}

export interface MainLinePlan {
  name: string
  kind: 'main' | 'residential' | 'railway' | 'boundary'
  through: readonly string[]
  /** sideways bend as a share of the distance between two crossings */
  bend: number
}

const line = (name: string, kind: MainLinePlan['kind'], bend: number, through: string): MainLinePlan => ({
  name,
  kind,
  bend,
  through: through.split(' '),
})

export const mainLines: readonly MainLinePlan[] = [
  line('Fyrskärsbanan', 'railway', 0, 'R0 Ra Rb R6 R5 R4 R3 RS R2 R1 RL RW Rc Rd Re Rf'),
  line('Järnvägsgatan', 'main', 0.012, 'JW JL J1 J2 JS J3 J4 J5 J6'),
  line('Storgatan', 'main', 0.012, 'SW S1 S2 S3 S4 S5 S6 S7 S8'),
  line('Strandgatan', 'main', 0.012, 'H0 H1 H2 H3 H4 H5 H6 B5'),
  line('Bangatan', 'main', 0.012, 'L0 KW KL K1 K2 KS K3 K4 K5'),
  line('Ringvägen', 'main', 0.02, 'LM N1 N2 N3 N4 N5 N6 Ea Eb Ec Ed'),
  line('Björkhagsvägen', 'main', 0.02, 'L3 U1 U2 U3 U4 U5'),
  line('Skogsbrynsvägen', 'residential', 0.03, 'T1 T2 T3'),
  line('Västra Esplanaden', 'main', 0.008, 'F1 H1 S2 J1'),
  line('Norrgatan', 'main', 0.008, 'H2 S3 J2 R2 K2 N2'),
  line('Stationsgatan', 'main', 0.008, 'H3 S4 JS'),
  line('Norra Stationsgatan', 'main', 0.012, 'KS N3 U2 T2 Na Nb Nc'),
  line('Östra Esplanaden', 'main', 0.008, 'B1 H4 S5 J3'),
  line('Kvarngatan', 'residential', 0.015, 'K3 N4 U3 T3'),
  line('Österbrogatan', 'main', 0.012, 'B2 H5 S6 J4 R4 K4 N5 U4'),
  line('Ängsvägen', 'main', 0.012, 'K5 N6 Y4 U5'),
  line('Verkstadsgatan', 'main', 0.012, 'B3 H6 S7 J5'),
  line('Handelsvägen', 'main', 0.012, 'B5 S8 J6'),
  line('Västerbrogatan', 'main', 0.012, 'H0 S1 JW RW KW LM L3'),
  line('Lotsbergsvägen', 'residential', 0.015, 'K1 N1 U1 T1'),
  line('Signalvägen', 'residential', 0.03, 'L0 L2 L3'),
  line('Fiskargatan', 'residential', 0.02, 'H0 F0 F1'),
  line('Sandhagsvägen', 'residential', 0.03, 'B1 B2 B3 B4 B5'),
  line('Kyrkbyvägen', 'main', 0.03, 'SW Va V1 V2 Vc Vd Ve'),
  line('Prästgårdsvägen', 'residential', 0.04, 'V2 V3 Vb'),
  line('Klockarvägen', 'residential', 0.04, 'V3 V4'),
  line('Södra Uddvägen', 'residential', 0.04, 'V1 V4 Vf Vg Vh'),
  line('Kalkbrottsvägen', 'residential', 0.04, 'L2 Qa Qb Qc Qd'),
  line('Färjevägen', 'main', 0.03, 'S8 Fa Fb Fc'),
  line('Fyrvägen', 'residential', 0.03, 'B3 Ga Gb Gc'),
  line('Norrskogsvägen', 'residential', 0.04, 'U5 Ia Ec'),
]

export type DistrictStyle = 'grid' | 'blocks' | 'villas' | 'estate' | 'works' | 'sports'

export interface DistrictPlan {
  key: string
  /** which list of street names it takes from */
  names: string
  style: DistrictStyle
  /** how many strips from south to north, and columns from west to east */
  rows: number
  columns: number
  bottom: readonly string[]
  top: readonly string[]
  left: readonly string[]
  right: readonly string[]
}

function district(
  key: string,
  names: string,
  style: DistrictStyle,
  rows: number,
  columns: number,
  sides: string,
): DistrictPlan {
  const [bottom, top, left, right] = sides.split('/').map((side) => side.trim().split(' '))
  if (!bottom || !top || !left || !right) throw new Error(`district ${key} needs four sides`)
  return { key, names, style, rows, columns, bottom, top, left, right }
}

/** Sides: south / north (west to east), west / east (south to north). */
export const districts: readonly DistrictPlan[] = [
  district('centre1', 'centre', 'grid', 5, 3, 'S2 S3 / J1 J2 / S2 J1 / S3 J2'),
  district('centre2', 'centre', 'grid', 5, 4, 'S3 S4 / J2 JS / S3 J2 / S4 JS'),
  district('centre3', 'centre', 'grid', 5, 5, 'S4 S5 / JS J3 / S4 JS / S5 J3'),
  district('quay1', 'centre', 'grid', 6, 3, 'H1 H2 / S2 S3 / H1 S2 / H2 S3'),
  district('quay2', 'centre', 'grid', 6, 4, 'H2 H3 / S3 S4 / H2 S3 / H3 S4'),
  district('quay3', 'centre', 'grid', 6, 5, 'H3 H4 / S4 S5 / H3 S4 / H4 S5'),
  district('west1', 'west', 'villas', 4, 4, 'S1 S2 / JW JL J1 / S1 JW / S2 J1'),
  district('west2', 'west', 'villas', 5, 4, 'H0 H1 / S1 S2 / H0 S1 / H1 S2'),
  district('fishing', 'fishing', 'villas', 4, 5, 'F0 F1 / H0 H1 / F0 H0 / F1 H1'),
  district('east1', 'east', 'blocks', 4, 3, 'S5 S6 / J3 J4 / S5 J3 / S6 J4'),
  district('east2', 'east', 'villas', 4, 4, 'S6 S7 / J4 J5 / S6 J4 / S7 J5'),
  district('east3', 'east', 'blocks', 5, 3, 'H4 H5 / S5 S6 / H4 S5 / H5 S6'),
  district('east4', 'east', 'villas', 5, 4, 'H5 H6 / S6 S7 / H5 S6 / H6 S7'),
  district('works', 'works', 'works', 3, 3, 'S7 S8 / J5 J6 / S7 J5 / S8 J6'),
  district('sand1', 'sand', 'villas', 4, 3, 'B1 B2 / H4 H5 / B1 H4 / B2 H5'),
  district('sand2', 'sand', 'villas', 6, 4, 'B2 B3 / H5 H6 / B2 H5 / B3 H6'),
  district('sand3', 'sand', 'villas', 5, 3, 'B3 B4 / H6 B5 / B3 H6 / B4 B5'),
  district('north1', 'north', 'blocks', 4, 3, 'K1 K2 / N1 N2 / K1 N1 / K2 N2'),
  district('north2', 'north', 'blocks', 4, 4, 'K2 KS / N2 N3 / K2 N2 / KS N3'),
  district('north3', 'north', 'blocks', 4, 4, 'KS K3 / N3 N4 / KS N3 / K3 N4'),
  district('north4', 'north', 'villas', 4, 4, 'N1 N2 N3 / U1 U2 / N1 U1 / N3 U2'),
  district('north5', 'north', 'villas', 4, 4, 'N3 N4 / U2 U3 / N3 U2 / N4 U3'),
  district('sports', 'north', 'sports', 2, 2, 'K3 K4 / N4 N5 / K3 N4 / K4 N5'),
  district('north6', 'north', 'villas', 4, 2, 'N4 N5 / U3 U4 / N4 U3 / N5 U4'),
  district('meadow1', 'meadow', 'estate', 4, 6, 'K4 K5 / N5 N6 / K4 N5 / K5 N6'),
  district('meadow2', 'meadow', 'estate', 4, 6, 'N5 N6 / U4 U5 / N5 U4 / N6 Y4 U5'),
  district('pilot1', 'pilot', 'estate', 4, 5, 'KW KL K1 / LM N1 / KW LM / K1 N1'),
  district('pilot2', 'pilot', 'estate', 4, 5, 'LM N1 / L3 U1 / LM L3 / N1 U1'),
  district('pilot3', 'pilot', 'estate', 5, 4, 'L0 KW / L2 L3 / L0 L2 / KW LM L3'),
  district('birch1', 'birch', 'villas', 4, 4, 'U1 U2 / T1 T2 / U1 T1 / U2 T2'),
  district('birch2', 'birch', 'villas', 4, 4, 'U2 U3 / T2 T3 / U2 T2 / U3 T3'),
  district('church', 'church', 'villas', 4, 3, 'V3 V4 / V2 V1 / V3 V2 / V4 V1'),
]
