import { language } from '@mortise/expressions'
import { reportMeaning, restsOn } from '@mortise/reports'
import { joinTarget, type ReportDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Published } from '../../context/published.ts'
import type { Workspace } from '../../context/workspace.ts'
import type { OpenTarget } from '../target.ts'

/**
 * Whether somebody may take what a report is made of out of the house: as with lists, that is a right of its own, on the
 * report's records and on the rows that it joins to them. Who may take only some of the records that they read gets no
 * file of all of them.
 */
export function mayExport(
  workspace: Pick<Workspace, 'options'>,
  given: { readonly published: Published; readonly actor: Actor; readonly target: OpenTarget },
): boolean {
  const { published, actor, target } = given
  const access = published.access(actor)
  const entities = new Set(
    target.parts.flatMap(({ report }) => countedEntities(workspace, { published, report })),
  )
  return [...entities].every((key) => {
    const rights = access.entity(key)
    if (rights === undefined || rights.export === false) return false
    return rights.export === null || JSON.stringify(rights.export) === JSON.stringify(rights.read)
  })
}

/** Entities whose records the numbers of a report are made of; rows of sub-tables go with their record. */
function countedEntities(
  { options: { kit } }: Pick<Workspace, 'options'>,
  { published: { model }, report }: { readonly published: Published; readonly report: ReportDocument },
): readonly string[] {
  const { entity } = report.source
  const rests = restsOn(report, model)
  if (rests === undefined) return [entity]
  const { joins = [] } = reportMeaning(rests, { model, fields: kit.fields, language }, kit.reportKinds)
  const joined = joins
    .filter(({ type }) => type !== 'exists' && type !== 'absent')
    .flatMap((join) => joinTarget(model, entity, join) ?? [])
    .filter((key) => model.entity(key)?.document.kind !== 'child')
  return [entity, ...joined]
}
