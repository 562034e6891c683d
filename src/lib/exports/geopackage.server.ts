import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

import { placeIn } from './writing.ts'
import type { ExportSystem } from './export.ts'
import type { ExportColumn, ExportedPoint, ExportedValue } from './exported-row.ts'

/** "GPKG" as a number, and version 1.3: what tells a GeoPackage from any other SQLite file (OGC 12-128r18, 1.1.1). */
const applicationId = 0x47504b47
const version = 10_300

const wgs84Definition =
  'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
const swerefDefinition =
  'PROJCS["SWEREF99 TM",GEOGCS["SWEREF99",DATUM["SWEREF99",SPHEROID["GRS 1980",6378137,298.257222101,AUTHORITY["EPSG","7019"]],AUTHORITY["EPSG","6619"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4619"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",15],PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AUTHORITY["EPSG","3006"]]'

/** The tables every GeoPackage has; the first three systems are there whether used or not. */
const frame = `
  create table gpkg_spatial_ref_sys (
    srs_name text not null, srs_id integer primary key, organization text not null,
    organization_coordsys_id integer not null, definition text not null, description text
  );
  create table gpkg_contents (
    table_name text not null primary key, data_type text not null, identifier text unique, description text default '',
    last_change datetime not null default (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    min_x double, min_y double, max_x double, max_y double, srs_id integer,
    constraint fk_gc_r_srs_id foreign key (srs_id) references gpkg_spatial_ref_sys (srs_id)
  );
  create table gpkg_geometry_columns (
    table_name text not null, column_name text not null, geometry_type_name text not null, srs_id integer not null,
    z tinyint not null, m tinyint not null,
    constraint pk_geom_cols primary key (table_name, column_name),
    constraint uk_gc_table_name unique (table_name),
    constraint fk_gc_tn foreign key (table_name) references gpkg_contents (table_name),
    constraint fk_gc_srs foreign key (srs_id) references gpkg_spatial_ref_sys (srs_id)
  );
  insert into gpkg_spatial_ref_sys values
    ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', null),
    ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', null),
    ('WGS 84', 4326, 'EPSG', 4326, '${wgs84Definition}', null),
    ('SWEREF99 TM', 3006, 'EPSG', 3006, '${swerefDefinition}', null);
`

const sqlType: Readonly<Record<ExportColumn['kind'], string>> = {
  text: 'text',
  integer: 'integer',
  instant: 'datetime',
}

/** One layer of points, written as it comes; nothing of it is kept in memory. */
export class GeoPackageWriter {
  readonly #file: DatabaseSync
  readonly #insert: StatementSync
  readonly #layer: string
  readonly #system: ExportSystem
  readonly #bounds = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }

  constructor(path: string, layer: string, columns: readonly ExportColumn[], system: ExportSystem, now: Date) {
    this.#layer = layer
    this.#system = system
    this.#file = new DatabaseSync(path)
    // A file that is thrown away when anything fails needs neither a journal nor to be on disk at every moment.
    this.#file.exec(`
      pragma journal_mode = off;
      pragma synchronous = off;
      pragma temp_store = memory;
      pragma application_id = ${applicationId};
      pragma user_version = ${version};
      begin;
      ${frame}
      create table "${layer}" (
        fid integer primary key autoincrement not null, geom point,
        ${columns.map(({ heading, kind }) => `"${heading}" ${sqlType[kind]}`).join(', ')}
      );
    `)
    const srid = sridOf(system)
    this.#file
      .prepare(
        'insert into gpkg_contents (table_name, data_type, identifier, last_change, srs_id) values (?, ?, ?, ?, ?)',
      )
      .run(layer, 'features', layer, now.toISOString(), srid)
    this.#file.prepare('insert into gpkg_geometry_columns values (?, ?, ?, ?, 0, 0)').run(layer, 'geom', 'POINT', srid)
    this.#insert = this.#file.prepare(`insert into "${layer}" values (null, ?, ${columns.map(() => '?').join(', ')})`)
  }

  add({ lngLat, values }: ExportedPoint): void {
    const place = lngLat === null ? null : placeIn(this.#system, lngLat)
    if (place !== null) this.#widen(place)
    this.#insert.run(place === null ? null : geometryOf(place, sridOf(this.#system)), ...values.map(sqliteValue))
  }

  /** Ends the file: it is whole only now. */
  finish(): void {
    const { west, south, east, north } = this.#bounds
    if (west <= east) {
      this.#file
        .prepare('update gpkg_contents set min_x = ?, min_y = ?, max_x = ?, max_y = ? where table_name = ?')
        .run(west, south, east, north, this.#layer)
    }
    this.#file.exec('commit')
  }

  close(): void {
    this.#file.close()
  }

  #widen([east, north]: readonly [number, number]): void {
    const bounds = this.#bounds
    bounds.west = Math.min(bounds.west, east)
    bounds.east = Math.max(bounds.east, east)
    bounds.south = Math.min(bounds.south, north)
    bounds.north = Math.max(bounds.north, north)
  }
}

function sridOf(system: ExportSystem): number {
  return Number(system.slice('EPSG:'.length))
}

function sqliteValue(value: ExportedValue): SQLInputValue {
  return value instanceof Date ? value.toISOString() : value
}

const littleEndian = 1
const pointType = 1

/** A GeoPackage's header without an envelope, then the point as well-known binary. */
function geometryOf([east, north]: readonly [number, number], srid: number): Uint8Array {
  const bytes = Buffer.alloc(29)
  bytes.write('GP', 'latin1')
  bytes[3] = littleEndian
  bytes.writeInt32LE(srid, 4)
  bytes[8] = littleEndian
  bytes.writeUInt32LE(pointType, 9)
  bytes.writeDoubleLE(east, 13)
  bytes.writeDoubleLE(north, 21)
  return bytes
}
