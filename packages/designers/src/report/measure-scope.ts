import { makeScope, type Scope } from '@mortise/expressions'
import type { ReportEditor } from './use-report-editor.ts'

/** Names and types of the measures, for formulas over them; those that are only worked with may be read too. */
export function measureScope(
  { plan, report, nameOf }: Pick<ReportEditor, 'plan' | 'report' | 'nameOf'>,
  without?: string,
): Scope {
  const columns = new Map((plan?.columns ?? []).map((one) => [one.key, one]))
  const names = (report.measures ?? []).filter(({ key }) => key !== without)
  return makeScope(
    'report',
    names.map((one) => ({
      key: one.key,
      label: columns.get(one.key)?.label ?? nameOf(one),
      type: columns.get(one.key)?.type ?? { kind: 'number' },
      nullable: true,
    })),
  )
}
