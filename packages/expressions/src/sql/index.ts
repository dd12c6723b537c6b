export { toSql, type SqlOptions, type SqlRelation, type SqlResult, type SqlScope } from './to-sql.ts'
export {
  bindSql,
  type Fragment,
  joinSql,
  maybeNull,
  postgresType,
  rawSql,
  renderSql,
  sql,
  strictSql,
  typedSql,
} from './fragment.ts'
export type { RowsAsked, SqlCall, SqlRow, SqlRows } from './call.ts'
