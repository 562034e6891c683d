import { DatabaseSync } from 'node:sqlite'

export interface MadePoint {
  /** Null: a row without position. */
  position: readonly [east: number, north: number] | null
  properties: Readonly<Record<string, string | number | null>>
}

/** Writes a GeoPackage with one layer of points. */
export function writeGeoPackage(path: string, layer: string, srid: number, points: readonly MadePoint[]): string {
  const file = new DatabaseSync(path)
  const names = Object.keys(points[0]?.properties ?? {})
  file.exec(`
    create table gpkg_spatial_ref_sys (srs_name text, srs_id integer primary key, organization text,
      organization_coordsys_id integer, definition text);
    create table gpkg_contents (table_name text primary key, data_type text, identifier text, srs_id integer);
    create table gpkg_geometry_columns (table_name text, column_name text, geometry_type_name text, srs_id integer, z, m);
    insert into gpkg_spatial_ref_sys values ('', ${srid}, 'EPSG', ${srid}, '');
    insert into gpkg_contents values ('${layer}', 'features', '${layer}', ${srid});
    insert into gpkg_geometry_columns values ('${layer}', 'geom', 'POINT', ${srid}, 0, 0);
    create table "${layer}" (fid integer primary key, geom blob, ${names.map((name) => `"${name}"`).join(', ')});
  `)
  file.exec('begin')
  const insert = file.prepare(`insert into "${layer}" values (null, ?, ${names.map(() => '?').join(', ')})`)
  for (const { position, properties } of points) {
    insert.run(position && geometryOf(position, srid), ...names.map((name) => properties[name] ?? null))
  }
  file.exec('commit')
  file.close()
  return path
}

function geometryOf([east, north]: readonly [number, number], srid: number): Buffer {
  const bytes = Buffer.alloc(29)
  bytes.write('GP', 'latin1')
  bytes[3] = 1
  bytes.writeInt32LE(srid, 4)
  bytes[8] = 1
  bytes.writeUInt32LE(1, 9)
  bytes.writeDoubleLE(east, 13)
  bytes.writeDoubleLE(north, 21)
  return bytes
}
