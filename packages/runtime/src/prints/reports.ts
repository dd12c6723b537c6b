import { isMortiseError } from '@mortise/errors'
import { linksTo, type PrintedReport, reportKey, type TemplateReads } from '@mortise/prints'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { asPrinted } from '../reports/as-printed.ts'
import { runReportIn } from '../reports/run.ts'

/** The reports that a template shows, with the actor's rights; one that may not be seen is left out. */
export async function reportsFor(
  unit: Unit,
  actor: Actor,
  given: {
    readonly reads: TemplateReads
    readonly locale: 'zh' | 'en'
    readonly entity: string
    readonly id: string
  },
): Promise<{ readonly [key: string]: PrintedReport }> {
  const { reads, locale, entity, id } = given
  const { model } = unit.published
  const found: Record<string, PrintedReport> = {}
  for (const asked of reads.reports) {
    const document = model.document('report', asked.report)
    if (document === undefined) continue
    const [link, ...others] = linksTo(model, unit.options.kit.fields, {
      from: document.source.entity,
      to: entity,
    })
    // Without one way to tell which records are meant there are none to show.
    if (asked.own && (link === undefined || others.length > 0)) continue
    const filter = asked.own ? { '==': [{ var: link ?? 'id' }, id] } : undefined
    try {
      const { report, result } = await runReportIn(unit, actor, { report: asked.report, filter })
      const { kit } = unit.options
      const how = { kit, locale, width: asked.width, timeZone: unit.timeZone }
      found[reportKey(asked)] = asPrinted(report, result, how)
    } catch (error) {
      if (!isMortiseError(error) || error.code !== 'REPORT_NOT_FOUND') throw error
    }
  }
  return found
}
