import { extensionList, type ExtensionList } from '@mortise/schema'
import type { ReportKind } from '../define.ts'
import { funnelKind } from './funnel/kind.ts'
import { standardKind } from './standard/kind.ts'

/** Every built-in kind of report. A new kind is one folder and one line here. */
export const builtinReportKinds: ExtensionList<ReportKind> = extensionList([standardKind, funnelKind])
