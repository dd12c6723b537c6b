import { writesOfActions } from '@mortise/actions'
import type { ErrorDetail } from '@mortise/errors'
import { language } from '@mortise/expressions'
import { checkFlow } from '@mortise/flows'
import { compileForm } from '@mortise/forms'
import { validateTemplate } from '@mortise/prints'
import { checkReport } from '@mortise/reports'
import { namesIn, proveTermination, type ReadsOf } from '@mortise/rules'
import { type DocumentByKind, type DocumentKind, fileOf, type Model, type ModelChecks } from '@mortise/schema'
import { checkRunAs } from './check-run-as.ts'
import type { Kit } from './kit.ts'

/**
 * The publish checks that only the engines can make: graphs of flows that could get stuck, rules that could wake each
 * other for ever, reports and print templates that don't compile, circles in forms. Asked after the checks of names and
 * types found nothing.
 */
export function checkEngines(
  model: Model,
  kit: Kit,
  extensions: ModelChecks['extensions'],
): readonly ErrorDetail[] {
  const { fields, nodes, actions, blocks, charts, reportKinds, assignees } = kit
  const each = <K extends DocumentKind>(
    kind: K,
    check: (document: DocumentByKind[K]) => readonly ErrorDetail[],
  ): readonly ErrorDetail[] =>
    model
      .documents(kind)
      .flatMap((document) => check(document).map((one) => ({ ...one, file: fileOf(kind, document) })))
  const writesOf = writesOfActions(actions, (kind, key) => model.document(kind, key))
  const ruleFile = (path: string): string => {
    const rule = model.documents('rule').find((one) => path.startsWith(`/${one.key}`))
    return rule === undefined ? 'rules' : fileOf('rule', rule)
  }
  return [
    ...each('flow', (flow) =>
      checkFlow(flow, { nodes, assignees, model, language }).filter((one) => one.level !== 'warn'),
    ),
    ...each('report', (report) => checkReport(report, { model, fields, language, charts }, reportKinds)),
    ...each('print', (template) => validateTemplate(template, { blocks, fields, language, model })),
    ...each('form', (form) => {
      const entity = model.entity(form.entity)
      return entity === undefined ? [] : compileForm({ model, entity, form, fields, language }).problems
    }),
    ...checkRunAs(model, { kit, extensions }),
    ...proveTermination(model.documents('rule'), writesOf, readsOfActions(model)).map((one) => ({
      ...one,
      file: ruleFile(one.path),
    })),
  ]
}

/**
 * Fields that actions read: those their own settings name, and those of the score or decision table a setting names.
 * A text that is a template or a name of a field counts as a reading of everything.
 */
function readsOfActions(model: Model): ReadsOf {
  return (action) => {
    const names = new Set(namesIn(action as unknown as Parameters<typeof namesIn>[0]))
    for (const value of Object.values(action)) {
      if (typeof value !== 'string') continue
      if (value.includes('{{') || value.startsWith('$')) return undefined
      const document = model.document('score', value) ?? model.document('table', value)
      for (const name of namesIn(document as unknown as Parameters<typeof namesIn>[0])) names.add(name)
    }
    return names
  }
}
