import { bindSql, type Fragment, sql } from '@mortise/expressions/sql'
import type { Row } from '../../database/runner.ts'
import type { DesignRow, DesignTables, VersionRow } from '../../tables/design.ts'
import type { Json } from '@mortise/expressions'
import type { SystemContext } from '../context.ts'
import { textSql, timeSql } from '../values.ts'
import { baseTables } from './bases.ts'
import { binTables } from './bin.ts'
import { nameTables } from './carry-names.ts'
import { designColumns, draftTables } from './drafts.ts'
import { publicationTables } from './publications.ts'
import { publish } from './publish.ts'

function inVersion(version: number | undefined): Fragment {
  if (version === undefined) return sql`version_to is null`
  const number = sql`${bindSql(version)}::int`
  return sql`version_from <= ${number} and (version_to is null or version_to > ${number})`
}

/** Published documents by version, and drafts. Each version is kept; a document is stored again only when it changed. */
export function designTables(context: SystemContext): DesignTables {
  const { runner } = context
  return {
    ...draftTables(context),
    ...binTables(context),
    ...baseTables(context),
    ...nameTables(context),
    currentVersion: async () => {
      const row = await runner.first<{ version: number }>(
        sql`select coalesce(max(version), 0) as version from ${context.table('design_version')}`,
      )
      return row?.version ?? 0
    },
    published: (version) =>
      runner.rows<DesignRow & Row>(sql`select ${designColumns} from ${context.table('design_document')}
        where ${inVersion(version)} order by kind, key`),
    documentAt: async (kind, key, at) => {
      const row = await runner.first<{
        json: Json
      }>(sql`select d.json from ${context.table('design_document')} d,
          (select max(version) as version from ${context.table('design_version')} where at <= ${timeSql(at)}) v
        where d.kind = ${textSql(kind)} and d.key = ${textSql(key)} and d.version_from <= v.version
          and (d.version_to is null or d.version_to > v.version)`)
      return row?.json ?? null
    },
    documentIn: async (kind, name, version) => {
      const row = await runner.first<{ json: Json }>(sql`select json from ${context.table('design_document')}
        where kind = ${textSql(kind)} and coalesce(json ->> 'id', key) = ${textSql(name)} and ${inVersion(version)}`)
      return row?.json ?? null
    },
    actingAsPlatform: async (version) => {
      const rows = await runner.rows<{ via: string }>(sql`select kind || ':' || key as via
        from ${context.table('design_document')} where as_platform and ${inVersion(version)}`)
      return new Set(rows.map(({ via }) => via))
    },
    publications: publicationTables(context),
    publish: (publication) => publish(context, publication),
    versions: (limit) =>
      runner.rows<VersionRow & Row>(sql`select version, at, author, note, changes
        from ${context.table('design_version')} order by version desc limit ${bindSql(limit)}`),
  }
}
