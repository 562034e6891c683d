/**
 * What a file may ask of this computer. Each limit lies well above every real file that is known and low enough that
 * whatever passes it is refused within seconds, with memory flat.
 */

/** Text of tables shrinks 5 to 40 times, of one repeated row 100; a bomb made of noughts 1,000. */
export const maximumRatio = 200
/** Below it the ratio says nothing: a small file of equal rows may shrink as much as it likes. */
export const ratioFloorBytes = 32_000_000
/** Twenty million rows; unpacked to disk it still leaves room on a small server. */
export const maximumUnpackedBytes = 2_000_000_000
/** A workbook of many sheets and pictures has hundreds. */
export const maximumEntries = 2_000

/** Longer than any statement (the longest known is 7,799), short enough to show in a list of refused rows. */
export const maximumFieldCharacters = 100_000
/** A row of several such statements; beyond it the file is one endless line. */
export const maximumRowCharacters = 1_000_000
/** Survey programs write whole questions as headings; every refusal that names the columns shows them. */
export const maximumHeadingCharacters = 1_000
/** The widest tables of Statistics Sweden have some hundreds. */
export const maximumColumns = 2_000

/** A position of a multipolygon lies at 9; properties of properties hardly ever pass 20. */
export const maximumJsonDepth = 64
/** The most detailed coast of a Swedish municipality has about 300,000. */
export const maximumVertices = 500_000
/** Forty characters a vertex. */
export const maximumFeatureCharacters = 20_000_000
/** A GeoJSON beyond it is a hundred megabytes and read several times; CSV and GeoPackage carry any number. */
export const maximumFeatures = 500_000
/** Everything of a GeoJSON but its features: names, reference system, and a few characters for each feature. */
export const maximumFrameCharacters = 4_000_000

/** Sheets, rows, cells and text lie at 5 in a workbook. */
export const maximumXmlDepth = 32
/** Texts that a workbook keeps apart from its cells are held in memory while it is read. */
export const maximumSharedCharacters = 50_000_000
/** Excel's own number of them is about 65,000. */
export const maximumCellStyles = 100_000
/** Excel's own number of sheets is bound by memory only; nobody looks for a table behind so many. */
export const maximumSheets = 1_000
/** Areas are held in memory together until they are saved; the largest known file of all municipalities is 40 million. */
export const maximumAreaCharacters = 100_000_000
