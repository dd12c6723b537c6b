import { writesOfActions } from '@mortise/actions'
import type { ErrorDetail } from '@mortise/errors'
import { language } from '@mortise/expressions'
import { checkFlow } from '@mortise/flows'
import { compileForm } from '@mortise/forms'
import { validateTemplate } from '@mortise/prints'
import { validateMail } from '@mortise/prints/mail'
import { checkReport } from '@mortise/reports'
import { type DocumentByKind, type DocumentKind, fileOf, type Model, type ModelChecks } from '@mortise/schema'
import { checkActions } from './check-actions.ts'
import { checkLoops } from './check-loops.ts'
import { checkPublicPicks } from './check-public-picks.ts'
import { checkRunAs } from './check-run-as.ts'
import { checkStarts } from './check-starts.ts'
import type { Kit } from './kit.ts'

/**
 * The publish checks that only the engines can make: graphs of flows that could get stuck, rules that could wake each
 * other for ever, reports and templates of prints and mails that don't compile, circles in forms. Asked after the checks of names and
 * types found nothing.
 */
export function checkEngines(
  model: Model,
  kit: Kit,
  extensions: ModelChecks['extensions'],
): readonly ErrorDetail[] {
  const { fields, nodes, actions, blocks, mailBlocks, charts, reportKinds, assignees } = kit
  const each = <K extends DocumentKind>(
    kind: K,
    check: (document: DocumentByKind[K]) => readonly ErrorDetail[],
  ): readonly ErrorDetail[] =>
    model
      .documents(kind)
      .flatMap((document) => check(document).map((one) => ({ ...one, file: fileOf(kind, document) })))
  const writesOf = writesOfActions(actions, (kind, key) => model.document(kind, key))
  const flows = {
    find: (key: string) => model.document('flow', key),
    keys: model.documents('flow').map(({ key }) => key),
  }
  return [
    ...each('flow', (flow) =>
      checkFlow(flow, { nodes, assignees, model, language, flows, writesOf }).filter(
        (one) => one.level !== 'warn',
      ),
    ),
    ...each('report', (report) => checkReport(report, { model, fields, language, charts }, reportKinds)),
    ...each('print', (template) => validateTemplate(template, { blocks, fields, language, model })),
    ...each('mail', (mail) => validateMail(mail, { mailBlocks, fields, language, model })),
    ...each('form', (form) => {
      const entity = model.entity(form.entity)
      return entity === undefined ? [] : compileForm({ model, entity, form, fields, language }).problems
    }),
    ...each('form', (form) => checkPublicPicks(model, kit, form)),
    ...checkActions(model, { kit, extensions }),
    ...checkStarts(model),
    ...checkRunAs(model, { kit, extensions }),
    ...checkLoops(model, kit, extensions),
  ]
}
