import { rawSql, sql } from '@mortise/expressions/sql'
import type { Row } from '../../database/runner.ts'
import type { AppBaseRow, DesignTables } from '../../tables/design.ts'
import type { SystemContext } from '../context.ts'
import { jsonSql, textsSql, textSql, uuidSql } from '../values.ts'

type BaseTables = Pick<
  DesignTables,
  'base' | 'putBase' | 'setBaseAside' | 'takeBaseBack' | 'pendingBases' | 'putPendingBase'
>

const columns = rawSql('app, version, files, author, at')
const replaced = rawSql(
  'version = excluded.version, files = excluded.files, author = excluded.author, at = excluded.at',
)

/** Templates that apps came from: those in use, those that wait with drafts, those in the bin. */
export function baseTables(context: SystemContext): BaseTables {
  const { runner } = context
  const base = context.table('app_base')
  const [update, aside] = [context.table('app_update'), context.table('app_base_aside')]
  return {
    base: async (app) =>
      (await runner.first<AppBaseRow & Row>(
        sql`select app, version, files, at from ${base} where app = ${textSql(app)}`,
      )) ?? null,
    putBase: async ({ app, version, files, author }) => {
      await runner.change(sql`insert into ${base} (${columns})
        values (${textSql(app)}, ${textSql(version)}, ${jsonSql(files)}, ${textSql(author)}, ${context.nowSql()})
        on conflict (app) do update set ${replaced}`)
      await runner.change(sql`delete from ${update} where app = ${textSql(app)}`)
    },
    setBaseAside: async (app, bin) => {
      await runner.change(sql`insert into ${aside} (bin, ${columns})
        select ${uuidSql(bin)}, ${columns} from ${base} where app = ${textSql(app)}`)
      await runner.change(sql`delete from ${base} where app = ${textSql(app)}`)
      await runner.change(sql`delete from ${update} where app = ${textSql(app)}`)
    },
    takeBaseBack: async (bin) => {
      await runner.change(sql`insert into ${base} (${columns})
        select ${columns} from ${aside} where bin = ${uuidSql(bin)} on conflict (app) do update set ${replaced}`)
    },
    pendingBases: () =>
      runner.rows<AppBaseRow & Row>(sql`select app, version, files, at from ${update} order by app`),
    putPendingBase: async ({ app, version, files, author }) => {
      await runner.change(sql`insert into ${update} (${columns})
        values (${textSql(app)}, ${textSql(version)}, ${jsonSql(files)}, ${textSql(author)}, ${context.nowSql()})
        on conflict (app) do update set ${replaced}`)
    },
  }
}

/** Updates of templates whose drafts were all published count from now on; of some apps, as they were published. */
export async function settleUpdates(context: SystemContext, apps: readonly string[]): Promise<void> {
  const { runner } = context
  const [update, draft] = [context.table('app_update'), context.table('design_draft')]
  await runner.change(sql`with settled as (
      delete from ${update} u where u.app = any(${textsSql(apps)})
        and not exists (select from ${draft} d where d.app = u.app) returning ${columns})
    insert into ${context.table('app_base')} (${columns}) select ${columns} from settled
    on conflict (app) do update set ${replaced}`)
}

/** Updates whose drafts were all thrown away were not wanted. */
export async function forgetUpdates(context: SystemContext): Promise<void> {
  const [update, draft] = [context.table('app_update'), context.table('design_draft')]
  await context.runner.change(
    sql`delete from ${update} u where not exists (select from ${draft} d where d.app = u.app)`,
  )
}
