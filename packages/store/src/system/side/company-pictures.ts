import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type {
  CompanyPictureData,
  CompanyPictureRow,
  CompanyPictureTables,
} from '../../tables/company-pictures.ts'
import type { SystemContext } from '../context.ts'
import { textSql, textsSql, timeSql, uuidSql } from '../values.ts'

const listed = rawSql('name, type, hash, size, since')
const whole = rawSql('name, type, hash, data')

/** Logos and seals, with what they were before. */
export function companyPictureTables(context: SystemContext): CompanyPictureTables {
  const { runner } = context
  const picture = context.table('company_picture')
  const retire = async (inner: SystemContext, name: string): Promise<void> => {
    // Two who change one at the same moment do so one after the other.
    await inner.runner.change(sql`lock table ${picture} in share row exclusive mode`)
    await inner.runner.change(
      sql`update ${picture} set until = ${inner.nowSql()} where name = ${textSql(name)} and until is null`,
    )
  }
  return {
    list: () =>
      runner.rows<CompanyPictureRow>(sql`select ${listed} from ${picture} where until is null order by name`),
    read: (names, at) =>
      runner.rows<CompanyPictureData>(
        at === undefined
          ? sql`select ${whole} from ${picture} where name = any(${textsSql(names)}) and until is null`
          : sql`select distinct on (name) ${whole} from ${picture} where name = any(${textsSql(names)})
              and since <= ${timeSql(at)} and (until is null or until > ${timeSql(at)}) order by name, since desc`,
      ),
    byHash: async (name, hash) =>
      (await runner.first<CompanyPictureData>(sql`select ${whole} from ${picture}
        where name = ${textSql(name)} and hash = ${textSql(hash)} limit 1`)) ?? null,
    put: (given) =>
      context.atomically('company picture', async (inner) => {
        await retire(inner, given.name)
        await inner.runner.change(sql`insert into ${picture} (id, name, type, hash, data, size, since, created_by)
          values (${uuidSql(given.id)}, ${textSql(given.name)}, ${textSql(given.type)}, ${textSql(given.hash)},
            ${textSql(given.data)}, ${bindSql(given.size)}::int, ${inner.nowSql()}, ${uuidSql(given.by)})`)
      }),
    remove: (name) => context.atomically('company picture', (inner) => retire(inner, name)),
  }
}
